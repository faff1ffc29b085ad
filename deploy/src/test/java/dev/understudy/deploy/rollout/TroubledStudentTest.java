package dev.understudy.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.Eventually;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten thousand requests for each way in which a student can fail: half of them served by it, half
 * of them, streamed, rehearsed by it. No client notices.
 */
class TroubledStudentTest {
  private static final int HALF = 5_000;
  private static final Map<String, Model.Conduct> TROUBLES =
      Map.of(
          "hangs", Model.hanging(),
          "dies", Model.dying(),
          "fails", Model.failing(),
          "babbles", Model.babbling());

  @TempDir static Path folder;
  private static final Vertx VERTX = Vertx.vertx();
  private static final Crowd CROWD = new Crowd(VERTX);
  private static final Model TEACHER = Model.that(VERTX, Model.right("large"));
  private static final Map<String, Model> STUDENTS = new LinkedHashMap<>();
  private static Replica gateway;

  @BeforeAll
  static void start() throws Exception {
    StringBuilder upstreams = new StringBuilder("version: 1\nupstreams:\n");
    StringBuilder routes = new StringBuilder("routes:\n");
    TROUBLES.forEach(
        (trouble, conduct) -> {
          Model student = Model.that(VERTX, conduct);
          STUDENTS.put(trouble, student);
          upstreams.append(
              "  %s: {url: \"%s\", timeouts: {connect: 1s, first_byte: 250ms, idle: 250ms}}\n"
                  .formatted(trouble, student.url()));
          routes.append(route(trouble, "canary"));
          routes.append(route(trouble, "dark"));
        });
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(rules, upstreams.toString() + routes);
    gateway = Replica.start(folder, "gateway", TEACHER.url(), rules, "");
  }

  private static String route(String trouble, String launch) {
    return """
      - name: %1$s-%2$s
        match: {path: /v1/chat/completions, headers: {x-app: %1$s-%2$s}}
        teacher: teacher
        student: %1$s
        launch: {%2$s: {share: 100%%}}
        gate: {failed: {max: 5%%}, on_harm: hold}
    """
        .formatted(trouble, launch);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    VERTX.close().await();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hangs", "dies", "fails", "babbles"})
  void noClientOfTheCanaryNoticesThatTheStudent(String trouble) throws Exception {
    String route = trouble + "-canary";

    List<Answer> answers = ask(route, false);

    assertThat(answers).allMatch(Answer::isGood);
    assertThat(answers).allMatch(answer -> answer.upstream().equals("teacher"));
    assertThat(askedOf(trouble)).as("its breaker keeps it from most").isBetween(10L, HALF / 5L);
    assertThat(fallbacks(route, "breaker_open")).isGreaterThan(HALF / 2.0);
    assertThat(fallbacks(route, "")).isEqualTo(HALF);
    assertThat(failed(route)).as("calls that count against it").isGreaterThan(HALF / 2.0);
    awaitOpenBreaker(route, "serving");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hangs", "dies", "fails", "babbles"})
  void noClientNoticesThatTheRehearsingStudent(String trouble) throws Exception {
    String route = trouble + "-dark";

    List<Answer> answers = ask(route, true);

    assertThat(answers).allMatch(Answer::isGood);
    Eventually.see(
        "every rehearsal accounted for",
        Duration.ofSeconds(30),
        () -> shadow("made", route) + shadow("not_made", route),
        accounted -> accounted == HALF);
    assertThat(shadow("expected", route)).isEqualTo(HALF);
    assertThat(shadow("made", route)).as("its breaker keeps it from most").isLessThan(HALF / 5.0);
    awaitOpenBreaker(route, "shadow");
  }

  private static List<Answer> ask(String route, boolean stream) throws Exception {
    return CROWD.ask(
        HALF,
        number ->
            new Crowd.Ask(gateway.url(), Map.of("x-app", route), new Question(number, stream)));
  }

  private static long askedOf(String trouble) {
    Model student = STUDENTS.get(trouble);
    return student == null ? 0 : student.calls();
  }

  private static void awaitOpenBreaker(String route, String use) throws Exception {
    Eventually.see(
        "an open breaker",
        Duration.ofSeconds(30),
        () ->
            gateway.metric(
                "understudy_student_breaker_open",
                Replica.label("route", route),
                Replica.label("use", use)),
        open -> open == 1);
  }

  private static double fallbacks(String route, String reason) throws Exception {
    return gateway.metric("understudy_fallbacks_total", Replica.label("route", route), reason);
  }

  private static double shadow(String what, String route) throws Exception {
    return gateway.metric("understudy_shadow_" + what + "_total", Replica.label("route", route));
  }

  private static double failed(String route) throws Exception {
    return gateway.metric(
        "understudy_rollout_bad", Replica.label("route", route), Replica.label("metric", "failed"));
  }
}
