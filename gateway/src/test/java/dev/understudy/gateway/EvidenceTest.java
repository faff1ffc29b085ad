package dev.understudy.gateway;

import static dev.understudy.gateway.Rehearsed.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What students show moves their share, up by steps and down at once. */
class EvidenceTest {
  private static final String RULE =
      """
      sticky: header:x-user-id
      launch: {canary: {share: 10%, steps: [10%, 50%, 100%]}, dark: {share: 100%, budget: {concurrency: 64}}}
      compare: {as: json, fields: [/is_bad]}
      gate: {different: {max: 5%}, failed: {max: 5%}}
      """;
  private static final String SHARE = "understudy_rollout_share{route=\"moderation\"}";
  private static final int MOST_REQUESTS = 3_000;

  @TempDir Path folder;

  /** Says {@code true} once in that many answers, and else {@code false} as the teacher does. */
  private static Handler<HttpServerRequest> wrongOnceIn(int times) {
    AtomicInteger count = new AtomicInteger();
    return request ->
        Rehearsed.saying("{\\\"is_bad\\\": " + (count.incrementAndGet() % times == 0) + "}")
            .handle(request);
  }

  private static void beginWith(Rehearsed play, int studentIsWrongOnceIn) {
    play.teacher.now(wrongOnceIn(Integer.MAX_VALUE));
    play.student.now(wrongOnceIn(studentIsWrongOnceIn));
  }

  private static int askUntilShareIs(Rehearsed play, double share) throws Exception {
    for (int i = 0; i < MOST_REQUESTS; i++) {
      assertThat(play.ask("x-user-id", "user-" + i).statusCode()).isEqualTo(200);
      if (i % 20 == 0 && play.gateway.metric(SHARE) == share) {
        return i;
      }
    }
    return MOST_REQUESTS;
  }

  @Test
  void aStudentThatIsWrongOnceInFiveIsRolledBack() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, RULE)) {
      beginWith(play, 5);

      assertThat(askUntilShareIs(play, 0)).isLessThan(MOST_REQUESTS);

      int asked = play.student.received().size();
      for (int i = 0; i < 50; i++) {
        assertThat(
                play.ask("x-user-id", "later-" + i).headers().firstValue("x-understudy-upstream"))
            .contains("teacher");
      }
      assertThat(play.student.received().size()).isGreaterThanOrEqualTo(asked); // it rehearses on
    }
  }

  @Test
  void aGoodStudentIsPromotedThroughAllSteps() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, RULE)) {
      beginWith(play, Integer.MAX_VALUE);

      assertThat(askUntilShareIs(play, 1)).isLessThan(MOST_REQUESTS);

      assertThat(play.ask("x-user-id", "anybody").headers().firstValue("x-understudy-upstream"))
          .contains("small");
    }
  }

  @Test
  void aRollBackOutlivesTheGatewayAndAnEditOfTheShareButNotAnotherStudent() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, RULE)) {
      beginWith(play, 5);
      assertThat(askUntilShareIs(play, 0)).isLessThan(MOST_REQUESTS);

      play.restart();
      assertThat(play.gateway.metric(SHARE)).isZero();

      edit(play, RULE.replace("share: 10%,", "share: 50%,"));
      assertThat(play.gateway.metric(SHARE)).isZero();

      edit(play, RULE.replace("/is_bad", "/is_bad, /why"));
      assertThat(play.gateway.metric(SHARE)).isEqualTo(0.1);
    }
  }

  private static void edit(Rehearsed play, String rule) {
    String version = play.gateway.gateway().rulesVersion();
    play.rule(rule);
    TestGateway.await("new rules", () -> !play.gateway.gateway().rulesVersion().equals(version));
  }

  @Test
  void aStudentThatNeverAnswersIsRolledBackWhileEveryClientIsServed() throws Exception {
    try (Rehearsed play =
        new Rehearsed(
            folder,
            """
            launch: {canary: {share: 50%}}
            gate: {failed: {max: 5%}}
            """)) {
      play.teacher.now(wrongOnceIn(Integer.MAX_VALUE));
      play.student.now(request -> request.connection().close());

      assertThat(askUntilShareIs(play, 0)).isLessThan(MOST_REQUESTS);
      assertThat(play.ask().body()).isEqualTo(json("{\\\"is_bad\\\": false}"));
    }
  }

  @Test
  void aStudentThatServesEverybodyIsRolledBackToo() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, "launch: student\ngate: {failed: {max: 5%}}")) {
      play.student.now(request -> request.connection().close());

      assertThat(askUntilShareIs(play, 0)).isLessThan(MOST_REQUESTS);
      assertThat(play.ask().headers().firstValue("x-understudy-fallback")).isEmpty();
    }
  }

  @Test
  void anEditUnderLoadFailsNoRequestAndABrokenOneChangesNothing() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, "launch: {canary: {share: 0%}}")) {
      assertThat(play.ask().body()).isEqualTo(json("teacher"));
      play.rule("launch: {canary: {share: 100%}}");
      TestGateway.await("the student serves", () -> upstreamOf(play).equals("small"));

      play.write("version: 1\nroutes: [{name: x, teacher: nobody}]\n");
      play.awaitMetric("understudy_rules_refused", 1);

      assertThat(play.ask().headers().firstValue("x-understudy-upstream")).contains("small");
    }
  }

  private static String upstreamOf(Rehearsed play) {
    try {
      HttpResponse<String> answer = play.ask();
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.headers().firstValue("x-understudy-upstream").orElse("");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
