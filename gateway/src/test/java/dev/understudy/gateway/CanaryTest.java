package dev.understudy.gateway;

import static dev.understudy.gateway.Rehearsed.REQUEST;
import static dev.understudy.gateway.Rehearsed.STREAMED_REQUEST;
import static dev.understudy.gateway.Rehearsed.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Some of the clients get the student's answers, and none of them its failures. */
class CanaryTest {
  private static final String EVERYBODY = "launch: {canary: {share: 100%}}";
  private static final String SHORT = "{first_byte: 300ms, idle: 300ms}";

  private static final Map<String, Handler<HttpServerRequest>> TROUBLES =
      Map.of(
          "says nothing", request -> {},
          "breaks the connection", request -> request.connection().close(),
          "answers 500", request -> request.response().setStatusCode(500).end("{}"),
          "answers 400", request -> request.response().setStatusCode(400).end("{\"error\":{}}"),
          "answers garbage", as("application/json", "<html>busy</html>"),
          "answers an error with status 200", as("application/json", "{\"error\": {\"a\": 1}}"),
          "answers with another type", as("text/html", json("x")),
          "dies in the middle of a whole answer",
              request -> {
                request.response().putHeader("content-type", "application/json").setChunked(true);
                request
                    .response()
                    .write(json("x").substring(0, 40))
                    .onSuccess(sent -> request.connection().close());
              },
          "hangs in the middle of a whole answer",
              request -> {
                request.response().putHeader("content-type", "application/json").setChunked(true);
                request.response().write(json("x").substring(0, 40));
              });

  @TempDir Path folder;

  private static Handler<HttpServerRequest> as(String type, String body) {
    return request -> request.response().putHeader("content-type", type).end(body);
  }

  private static Handler<HttpServerRequest> trouble(String name) {
    return Objects.requireNonNull(TROUBLES.get(name), name);
  }

  @Test
  void theStudentAnswersUnderItsOwnModelNameAndTheRowSaysSo() throws Exception {
    AtomicReference<String> asked = new AtomicReference<>("");
    try (Rehearsed play = new Rehearsed(folder, EVERYBODY)) {
      play.student.now(
          request ->
              request
                  .body()
                  .onSuccess(
                      body -> {
                        asked.set(request.uri() + " " + body);
                        as("application/json", json("student")).handle(request);
                      }));

      HttpResponse<String> answer = play.ask();

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(json("student"));
      assertThat(answer.headers().firstValue("x-understudy-upstream")).contains("small");
      assertThat(asked.get())
          .isEqualTo("/v1/chat/completions " + REQUEST.replace("gpt-4", "toxicity-7"));
      assertThat(play.teacher.received()).isEmpty();
      GenericRecord row = play.rows("primary").get(0);
      assertThat(row.get("upstream")).hasToString("small");
      assertThat(row.get("launch")).hasToString("canary");
      assertThat(row.get("request_body")).hasToString(REQUEST);
      assertThat((Double) row.get("bucket")).isBetween(0.0, 1.0);
    }
  }

  @Test
  void aStudentsStreamArrivesAsItStreams() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, EVERYBODY)) {
      HttpResponse<String> answer = play.asking(STREAMED_REQUEST);

      assertThat(answer.body()).isEqualTo(Rehearsed.stream("student"));
      assertThat(play.rows("primary").get(0).get("output")).hasToString("student");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "says nothing",
        "breaks the connection",
        "answers 500",
        "answers 400",
        "answers garbage",
        "answers an error with status 200",
        "answers with another type",
        "dies in the middle of a whole answer",
        "hangs in the middle of a whole answer"
      })
  void theTeacherAnswersWhenTheStudent(String trouble) throws Exception {
    try (Rehearsed play = Rehearsed.within(SHORT, folder, EVERYBODY)) {
      play.student.now(trouble(trouble));

      HttpResponse<String> answer = play.ask();

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(json("teacher"));
      assertThat(answer.headers().firstValue("x-understudy-upstream")).contains("teacher");
      assertThat(answer.headers().firstValue("x-understudy-fallback")).isPresent();
      assertThat(play.rows("primary")).hasSize(1);
      assertThat(play.rows("primary").get(0).get("upstream")).hasToString("teacher");
      assertThat(play.rows("escalated")).hasSize(1);
      assertThat(play.rows("escalated").get(0).get("upstream")).hasToString("small");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"says nothing", "answers 500", "answers garbage"})
  void theTeacherStreamsWhenTheStudent(String trouble) throws Exception {
    try (Rehearsed play = Rehearsed.within(SHORT, folder, EVERYBODY)) {
      play.student.now(trouble(trouble));

      assertThat(play.asking(STREAMED_REQUEST).body()).isEqualTo(Rehearsed.stream("teacher"));
    }
  }

  @Test
  void theTeacherAnswersWhenNobodyListensAtTheStudent() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, EVERYBODY)) {
      play.student.close();

      HttpResponse<String> answer = play.ask();

      assertThat(answer.body()).isEqualTo(json("teacher"));
      assertThat(answer.headers().firstValue("x-understudy-fallback"))
          .contains("upstream_unreachable");
    }
  }

  @Test
  void aStreamThatBreaksAfterItsFirstEventIsVisiblyBroken() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, EVERYBODY)) {
      play.student.now(
          request -> {
            request.response().putHeader("content-type", "text/event-stream").setChunked(true);
            request
                .response()
                .write(Rehearsed.firstEvent("half"))
                .onSuccess(sent -> request.connection().close());
          });

      assertThatThrownBy(() -> play.asking(STREAMED_REQUEST)).isInstanceOf(IOException.class);
      assertThat(play.rows("primary").get(0).get("outcome")).hasToString("upstream_truncated");
      assertThat(play.teacher.received()).isEmpty();
    }
  }

  @Test
  void aStudentThatKeepsFailingIsNotAskedAnyMore() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, EVERYBODY)) {
      play.student.now(trouble("answers 500"));
      for (int i = 0; i < 40; i++) {
        assertThat(play.ask().body()).isEqualTo(json("teacher"));
      }

      assertThat(play.student.received().size()).isLessThan(20);
      assertThat(
              play.gateway.metric(
                  "understudy_student_breaker_open{route=\"moderation\",student=\"small\",use=\"serving\"}"))
          .isEqualTo(1);
      assertThat(play.ask().headers().firstValue("x-understudy-fallback")).contains("breaker_open");
    }
  }

  @Test
  void aStudentThatRefusesRequestsIsAskedOn() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, EVERYBODY)) {
      play.student.now(request -> request.response().setStatusCode(400).end());
      for (int i = 0; i < 15; i++) {
        assertThat(play.ask().headers().firstValue("x-understudy-fallback")).contains("status_400");
      }
    }
  }

  @Test
  void theSameKeyIsAlwaysServedAlikeAndARaisedShareMovesNobodyBack() throws Exception {
    try (Rehearsed play =
        new Rehearsed(folder, "sticky: header:x-user-id\nlaunch: {canary: {share: 30%}}")) {
      boolean[] before = new boolean[60];
      for (int key = 0; key < before.length; key++) {
        before[key] = play.ask("x-user-id", "user-" + key).body().equals(json("student"));
        assertThat(play.ask("x-user-id", "user-" + key).body().equals(json("student")))
            .isEqualTo(before[key]);
      }
      assertThat(before).contains(true, false);

      String version = play.gateway.gateway().rulesVersion();
      play.rule("sticky: header:x-user-id\nlaunch: {canary: {share: 60%}}");
      TestGateway.await("new rules", () -> !play.gateway.gateway().rulesVersion().equals(version));

      for (int key = 0; key < before.length; key++) {
        boolean now = play.ask("x-user-id", "user-" + key).body().equals(json("student"));
        assertThat(now || !before[key]).as("user-" + key).isTrue();
      }
    }
  }

  @Test
  void aRequestWithoutItsStickyKeyAndAStatefulOneStayWithTheTeacher() throws Exception {
    try (Rehearsed play =
        new Rehearsed(folder, "sticky: header:x-user-id\nlaunch: {canary: {share: 100%}}")) {
      String stateful = new JsonObject(REQUEST).put("store", true).encode();

      assertThat(play.ask().body()).isEqualTo(json("teacher"));
      assertThat(play.asking(stateful, "x-user-id", "a").body()).isEqualTo(json("teacher"));
      assertThat(play.ask("x-user-id", "a").body()).isEqualTo(json("student"));
      play.teacher.now(as("text/plain", "no JSON"));
      assertThat(play.asking("no JSON", "x-user-id", "a").body()).isEqualTo("no JSON");
    }
  }

  @Test
  void aClientMayChooseOnlyWhereTheRuleAllowsIt() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, "pin: true\nlaunch: {canary: {share: 0%}}")) {
      assertThat(play.ask("x-understudy-launch", "student").body()).isEqualTo(json("student"));
      assertThat(play.ask().body()).isEqualTo(json("teacher"));

      String version = play.gateway.gateway().rulesVersion();
      play.rule("launch: {canary: {share: 0%}}");
      TestGateway.await("new rules", () -> !play.gateway.gateway().rulesVersion().equals(version));

      assertThat(play.ask("x-understudy-launch", "student").body()).isEqualTo(json("teacher"));
    }
  }

  @Test
  void theStudentLaunchServesEverybodyWithTheTeacherBehindIt() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, "launch: student")) {
      assertThat(play.ask().body()).isEqualTo(json("student"));

      play.student.now(trouble("answers 500"));

      assertThat(play.ask().body()).isEqualTo(json("teacher"));
    }
  }

  @Test
  void nothingOfTheClientsCredentialsReachesTheStudent() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, EVERYBODY)) {
      play.ask(
          "authorization", "Bearer sk-secret",
          "x-api-key", "secret-key",
          "cookie", "session=secret",
          "openai-organization", "org-secret",
          "x-something-else", "secret-else",
          "anthropic-version", "2023-06-01");

      HttpServerRequest received = play.student.received().get(0);
      assertThat(received.headers().names())
          .containsExactlyInAnyOrder(
              "host",
              "content-type",
              "content-length",
              "anthropic-version",
              "x-understudy-request-id",
              "x-understudy-role");
      assertThat(received.headers().toString() + received.uri()).doesNotContain("secret");
      assertThat(received.uri()).doesNotContain("key");
    }
  }

  @Test
  void whenTheClientLeavesTheStudentsCallIsBrokenOff() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, EVERYBODY)) {
      play.student.now(trouble("says nothing"));
      try (RawClient client = RawClient.to(play.gateway.url("/"))) {
        client.post(REQUEST);
        TestGateway.await("the student is asked", () -> !play.student.received().isEmpty());
      }

      TestGateway.await("the call is broken off", () -> play.student.broken() == 1);
      assertThat(play.gateway.row().get("outcome")).hasToString("client_gone");
      assertThat(play.teacher.received()).isEmpty();
    }
  }

  @Test
  void aBodyOverTheLimitIsRefusedWhoeverWouldServeIt() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, EVERYBODY, "limits: {body: 64B}")) {
      assertThat(play.ask().statusCode()).isEqualTo(413);

      assertThat(play.student.received()).isEmpty();
    }
  }
}
