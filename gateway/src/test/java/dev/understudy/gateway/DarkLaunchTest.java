package dev.understudy.gateway;

import static dev.understudy.gateway.Rehearsed.REQUEST;
import static dev.understudy.gateway.Rehearsed.STREAMED_REQUEST;
import static dev.understudy.gateway.Rehearsed.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The student rehearses behind the teacher's back, and no client can tell. */
class DarkLaunchTest {
  private static final String ALL = "launch: {dark: {share: 100%}}";
  private static final String NOT_MADE =
      "understudy_shadow_not_made_total{reason=\"%s\",role=\"shadow\",route=\"moderation\"}";
  private static final String MADE =
      "understudy_shadow_made_total{role=\"shadow\",route=\"moderation\"}";
  private static final String DIFFERENT =
      "understudy_comparisons_total{role=\"shadow\",route=\"moderation\",verdict=\"different\"}";

  @TempDir Path folder;

  @Test
  void theTeacherAnswersTheStudentIsAskedAndTheTwoAreCompared() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, ALL)) {
      assertThat(play.ask().body()).isEqualTo(json("teacher"));
      play.awaitMetric(DIFFERENT, 1);

      GenericRecord primary = play.rows("primary").get(0);
      GenericRecord shadow = play.rows("shadow").get(0);
      assertThat(shadow.get("request_id")).isEqualTo(primary.get("request_id"));
      assertThat(shadow.get("upstream")).hasToString("small");
      assertThat(shadow.get("output")).hasToString("student");
      assertThat(play.student.received().get(0).getHeader("x-understudy-role")).isEqualTo("shadow");
      GenericRecord comparison = play.gateway.rows("comparisons").get(0);
      assertThat(comparison.get("request_id")).isEqualTo(primary.get("request_id"));
      assertThat(comparison.get("verdict")).hasToString("different");
      assertThat(comparison.get("route")).hasToString("moderation");
    }
  }

  @Test
  void aStreamedRequestIsRehearsedAsAStream() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, ALL)) {
      play.student.now(Rehearsed.saying("teacher"));

      assertThat(play.asking(STREAMED_REQUEST).body()).isEqualTo(Rehearsed.stream("teacher"));
      play.awaitMetric(DIFFERENT.replace("different", "same"), 1);

      assertThat(play.rows("shadow").get(0).get("response_body").toString())
          .isEqualTo(Rehearsed.stream("teacher"));
    }
  }

  @Test
  void aStatefulRequestIsNeverRehearsedAndCounted() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, ALL)) {
      play.asking(new JsonObject(REQUEST).put("store", true).encode());
      play.awaitMetric(NOT_MADE.formatted("stateful"), 1);

      assertThat(play.student.received()).isEmpty();
    }
  }

  @Test
  void callsBeyondTheBudgetAreNotMadeAndCounted() throws Exception {
    try (Rehearsed play =
        new Rehearsed(folder, "launch: {dark: {share: 100%, budget: {concurrency: 2}}}")) {
      play.student.now(request -> {});
      for (int i = 0; i < 5; i++) {
        assertThat(play.ask().body()).isEqualTo(json("teacher"));
      }

      play.awaitMetric(MADE, 2);
      play.awaitMetric(NOT_MADE.formatted("concurrency"), 3);
      play.awaitMetric("understudy_shadow_expected_total{role=\"shadow\",route=\"moderation\"}", 5);
    }
  }

  @Test
  void aStudentThatSaysWhatIsNoAnswerIsNotAskedForLong() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, ALL)) {
      play.student.now(
          request ->
              request
                  .response()
                  .putHeader("content-type", "application/json")
                  .end("<html>it works</html>"));
      for (int i = 1; i <= 10; i++) {
        play.ask();
        play.awaitMetric(
            "understudy_shadow_failed_total{outcome=\"unusable_answer\",role=\"shadow\",route=\"moderation\"}",
            i);
      }

      play.ask();
      play.awaitMetric(NOT_MADE.formatted("breaker_open"), 1);

      assertThat(play.student.received()).hasSize(10);
    }
  }

  @Test
  void aStudentThatRefusesRequestsRehearsesOn() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, ALL)) {
      play.student.now(request -> request.response().setStatusCode(422).end());
      for (int i = 1; i <= 15; i++) {
        play.ask();
        play.awaitMetric(
            "understudy_shadow_failed_total{outcome=\"complete\",role=\"shadow\",route=\"moderation\"}",
            i);
      }

      assertThat(play.student.received()).hasSize(15);
    }
  }

  @Test
  void rehearsalsUnderWayAreEndedWhenTheGatewayStops() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, ALL)) {
      play.student.now(request -> {});
      play.ask();
      TestGateway.await("the student is asked", () -> !play.student.received().isEmpty());

      play.gateway.close();

      TestGateway.await("the call is broken off", () -> play.student.broken() == 1);
    }
  }

  @Test
  void theTeacherIsAskedTwiceForAnEcho() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, "launch: {dark: {share: 0.0001%, echo: 100%}}")) {
      play.ask("authorization", "Bearer sk-1");
      play.awaitMetric(
          "understudy_comparisons_total{role=\"echo\",route=\"moderation\",verdict=\"same\"}", 1);

      assertThat(play.teacher.received()).hasSize(2);
      assertThat(play.teacher.received().get(1).getHeader("x-understudy-role")).isEqualTo("echo");
      assertThat(play.teacher.received().get(1).getHeader("authorization"))
          .isEqualTo("Bearer sk-1");
      assertThat(play.rows("echo")).hasSize(1);
      assertThat(new JsonObject(play.gateway.admin("/routes/moderation").body()).encode())
          .contains("\"echoes\":{\"same\":1,");
    }
  }

  @Test
  void whatAnotherGatewayRehearsesIsNotRehearsedAgain() throws Exception {
    try (Rehearsed play =
        new Rehearsed(folder, "launch: {canary: {share: 50%}, dark: {share: 100%, echo: 100%}}")) {
      for (int i = 0; i < 20; i++) {
        assertThat(play.ask("x-understudy-role", "shadow").body()).isEqualTo(json("teacher"));
      }

      assertThat(play.student.received()).isEmpty();
      assertThat(play.teacher.received()).hasSize(20);
    }
  }
}
