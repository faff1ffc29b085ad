package dev.understudy.gateway;

import static dev.understudy.gateway.Rehearsed.REQUEST;
import static dev.understudy.gateway.Rehearsed.STREAMED_REQUEST;
import static dev.understudy.gateway.Rehearsed.firstEvent;
import static dev.understudy.gateway.Rehearsed.json;
import static dev.understudy.gateway.Rehearsed.saying;
import static dev.understudy.gateway.Rehearsed.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guard looks at answers of every launch, and does with bad ones what its rules say. */
class OutputGuardTest {
  private static final String BAD = "call jane.doe@example.com";
  private static final String CHECK = "check: {pii: no, max_length: 500}}";

  private static final String UNCHECKED =
      "understudy_guard_unchecked_total{route=\"moderation\",upstream=\"teacher\"}";

  @TempDir Path folder;

  @Test
  void whatIsCountedIsGivenToTheClient() throws Exception {
    try (Rehearsed play =
        new Rehearsed(folder, "launch: {canary: {share: 100%}}\nguard: {" + CHECK)) {
      play.student.now(saying(BAD));
      play.teacher.now(saying(BAD));

      assertThat(play.ask().body()).isEqualTo(json(BAD));
      assertThat(play.asking(STREAMED_REQUEST).body()).isEqualTo(stream(BAD));
      assertThat(play.asking(REQUEST.replace("\"model\"", "\"store\": true, \"model\"")).body())
          .isEqualTo(json(BAD));

      play.awaitMetric(
          "understudy_guard_failed_total{check=\"pii\",route=\"moderation\",upstream=\"small\"}",
          2);
      play.awaitMetric(
          "understudy_guard_failed_total{check=\"pii\",route=\"moderation\",upstream=\"teacher\"}",
          1);
      play.awaitMetric("understudy_shadow_bytes", 0);
    }
  }

  @Test
  void whatIsFineIsCheckedAndNotCountedAsFailed() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, "launch: student\nguard: {" + CHECK)) {
      play.ask();

      play.awaitMetric(
          "understudy_guard_checked_total{route=\"moderation\",upstream=\"small\"}", 1);
      assertThat(play.gateway.admin("/metrics").body())
          .doesNotContain("understudy_guard_failed_total{");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {REQUEST, "streamed"})
  void aStudentsBadAnswerFallsBackToTheTeachers(String request) throws Exception {
    boolean streamed = request.equals("streamed");
    try (Rehearsed play =
        new Rehearsed(folder, "launch: student\nguard: {on_fail: fall_back, " + CHECK)) {
      play.student.now(saying(BAD));

      HttpResponse<String> answer = streamed ? play.asking(STREAMED_REQUEST) : play.ask();

      assertThat(answer.body()).isEqualTo(streamed ? stream("teacher") : json("teacher"));
      assertThat(answer.headers().firstValue("x-understudy-fallback")).contains("check_pii");
      assertThat(play.rows("escalated").get(0).get("error")).hasToString("check_pii");
      play.awaitMetric("understudy_fallbacks_total{reason=\"check_pii\",route=\"moderation\"}", 1);
    }
  }

  @Test
  void aTeachersBadAnswerIsRefusedInTheShapeThatClientsRead() throws Exception {
    try (Rehearsed play = guarded("refuse")) {
      play.teacher.now(saying(BAD));

      HttpResponse<String> answer = play.ask();

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body()).doesNotContain("jane");
      assertThat(new JsonObject(answer.body()).getJsonObject("error"))
          .isEqualTo(
              new JsonObject()
                  .put(
                      "message",
                      "The answer of upstream 'teacher' ("
                          + play.teacher.url().getAuthority()
                          + ") is not as the rules of this gateway say it must be; asking again may"
                          + " help.")
                  .put("type", "gateway_error")
                  .put("param", null)
                  .put("code", "output_refused"));
      GenericRecord row = play.rows("primary").get(0);
      assertThat(row.get("outcome")).hasToString("refused");
      assertThat(row.get("error")).hasToString("output_refused");
      assertThat(row.get("output")).hasToString(BAD);
      play.awaitMetric("understudy_guard_refused_total{check=\"pii\",route=\"moderation\"}", 1);
      play.gateway.awaitRest();
    }
  }

  @Test
  void aTeachersGoodAnswersComeToTheByte() throws Exception {
    try (Rehearsed play = guarded("refuse")) {
      assertThat(play.ask().body()).isEqualTo(json("teacher"));
      assertThat(play.asking(STREAMED_REQUEST).body()).isEqualTo(stream("teacher"));
      play.teacher.now(
          request ->
              request.body().onSuccess(body -> request.response().setStatusCode(429).end("busy")));
      assertThat(play.ask().body()).isEqualTo("busy");
      play.teacher.now(
          request ->
              request
                  .body()
                  .onSuccess(
                      body ->
                          request
                              .response()
                              .putHeader("content-type", "application/json")
                              .setChunked(true)
                              .write(json("pieces").substring(0, 30))
                              .onSuccess(
                                  sent -> request.response().end(json("pieces").substring(30)))));
      assertThat(play.ask().body()).isEqualTo(json("pieces"));
    }
  }

  @Test
  void aTeachersBadStreamIsRefusedBeforeAnyOfIt() throws Exception {
    try (Rehearsed play = guarded("refuse")) {
      play.teacher.now(saying(BAD));

      HttpResponse<String> answer = play.asking(STREAMED_REQUEST);

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.headers().firstValue("content-type")).contains("application/json");
      assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("code"))
          .isEqualTo("output_refused");
    }
  }

  @Test
  void aCompressedAnswerIsReadToo() throws Exception {
    try (Rehearsed play = guarded("refuse")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write(json(BAD).getBytes(StandardCharsets.UTF_8));
      }
      play.teacher.now(
          request ->
              request
                  .body()
                  .onSuccess(
                      body ->
                          request
                              .response()
                              .putHeader("content-type", "application/json")
                              .putHeader("content-encoding", "gzip")
                              .end(Buffer.buffer(bytes.toByteArray()))));

      HttpResponse<String> answer = play.ask("accept-encoding", "gzip");

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
    }
  }

  @Test
  void aLongStreamIsJudgedByItsBeginning() throws Exception {
    try (Rehearsed play = guarded("refuse")) {
      String events = firstEvent("x".repeat(90)).repeat(2_000); // more than is held
      play.teacher.now(
          request ->
              request
                  .body()
                  .onSuccess(
                      body ->
                          request
                              .response()
                              .putHeader("content-type", "text/event-stream")
                              .setChunked(true)
                              .write(events)));

      assertThat(play.asking(STREAMED_REQUEST).statusCode()).isEqualTo(502);
      play.awaitMetric(
          "understudy_guard_refused_total{check=\"max_length\",route=\"moderation\"}", 1);
    }
  }

  @Test
  void aLongStreamThatIsFineSoFarIsLetGoAndABreakOfItIsVisible() throws Exception {
    try (Rehearsed play =
        new Rehearsed(folder, "launch: student\nguard: {on_fail: refuse, check: {pii: no}}")) {
      play.student.now(request -> request.response().setStatusCode(500).end("{}"));
      String events = firstEvent("fine ".repeat(20)).repeat(2_000);
      play.teacher.now(
          request ->
              request
                  .body()
                  .onSuccess(
                      body ->
                          request
                              .response()
                              .putHeader("content-type", "text/event-stream")
                              .setChunked(true)
                              .write(events)
                              .onSuccess(sent -> request.connection().close())));

      assertThatThrownBy(() -> play.asking(STREAMED_REQUEST)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aStreamThatFailsAfterItWasLetGoIsCountedAsLate() throws Exception {
    try (Rehearsed play =
        new Rehearsed(
            folder, "launch: {canary: {share: 0%}}\nguard: {on_fail: refuse, check: {pii: no}}")) {
      play.teacher.now(
          request -> {
            request.response().putHeader("content-type", "text/event-stream").setChunked(true);
            String pause = firstEvent("fine ".repeat(20)).repeat(2_000); // more than is held
            request.response().write(pause).onSuccess(sent -> request.response().end(stream(BAD)));
          });

      assertThat(play.asking(STREAMED_REQUEST).body()).endsWith(stream(BAD));

      for (String what : new String[] {"late", "failed"}) {
        play.awaitMetric(
            "understudy_guard_%s_total{check=\"pii\",route=\"moderation\",upstream=\"teacher\"}"
                .formatted(what),
            1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTeachersAnswerThatIsTooLongToBeHeldIsGivenAndCountedAsUnchecked(boolean announced)
      throws Exception {
    try (Rehearsed play = guarded("refuse")) {
      String answer = json(BAD + " and so on".repeat(120_000));
      play.teacher.now(
          request ->
              request
                  .body()
                  .onSuccess(
                      body -> {
                        request
                            .response()
                            .putHeader("content-type", "application/json")
                            .setChunked(!announced)
                            .end(answer);
                      }));

      assertThat(play.ask().body()).isEqualTo(answer);

      play.awaitMetric(UNCHECKED, 1);
      play.gateway.awaitRest();
    }
  }

  @Test
  void whatIsHeldIsTakenOfTheMemoryThatRecordsTake() throws Exception {
    try (Rehearsed play =
        new Rehearsed(
            folder,
            "launch: {canary: {share: 0%}}\nguard: {on_fail: refuse, " + CHECK,
            "capture: {memory: 1MiB, body_limit: 1MiB}")) {
      String answer = json(BAD + " and so on".repeat(60_000)); // once in the record, once held
      play.teacher.now(ScriptedTeacher.answer(answer));

      assertThat(play.ask().body()).isEqualTo(answer);

      play.awaitMetric(UNCHECKED, 1);
      play.gateway.awaitRest();
      play.teacher.now(saying(BAD));
      assertThat(play.ask().statusCode()).isEqualTo(502);
      play.gateway.awaitRest();
    }
  }

  @Test
  void anAnswerThatMeansNothingIsAnEmptyText() throws Exception {
    try (Rehearsed play =
        new Rehearsed(
            folder,
            "launch: {canary: {share: 0%}}\nguard: {on_fail: refuse, check: {min_length: 1}}")) {
      play.teacher.now(ScriptedTeacher.answer("{\"id\": \"a\", \"choices\": []}"));

      assertThat(play.ask().statusCode()).isEqualTo(502);
      play.awaitMetric(
          "understudy_guard_refused_total{check=\"min_length\",route=\"moderation\"}", 1);
    }
  }

  @Test
  void whatAsksForNoTextYetIsGivenAsItIs() throws Exception {
    String queued =
        "{\"id\": \"resp_1\", \"object\": \"response\", \"status\": \"queued\", \"output\": []}";
    String list = "{\"object\": \"list\", \"data\": []}";
    HttpClient client = HttpClient.newHttpClient();
    try (Rehearsed play =
        new Rehearsed(
            folder,
            "launch: {canary: {share: 0%}}\nguard: {on_fail: refuse, check: {min_length: 1}}")) {
      play.teacher.now(ScriptedTeacher.answer(queued));
      HttpRequest background =
          HttpRequest.newBuilder(play.gateway.url("/v1/responses"))
              .header("content-type", "application/json")
              .POST(
                  BodyPublishers.ofString(
                      "{\"model\": \"big\", \"input\": \"hello\", \"background\": true}"))
              .build();
      assertThat(client.send(background, BodyHandlers.ofString()).body()).isEqualTo(queued);

      play.teacher.now(ScriptedTeacher.answer(list));
      HttpRequest stored =
          HttpRequest.newBuilder(play.gateway.url("/v1/chat/completions")).GET().build();
      assertThat(client.send(stored, BodyHandlers.ofString()).body()).isEqualTo(list);
    }
  }

  @Test
  void whatIsNoAnswerOfACallIsCountedAsUnchecked() throws Exception {
    try (Rehearsed play =
        new Rehearsed(folder, "launch: {canary: {share: 0%}}\nguard: {" + CHECK)) {
      play.teacher.now(ScriptedTeacher.answer("{\"id\": \"a\"}"));

      play.ask();

      play.awaitMetric(UNCHECKED, 1);
      assertThat(play.gateway.admin("/metrics").body())
          .doesNotContain("understudy_guard_checked_total{");
    }
  }

  private Rehearsed guarded(String onFail) {
    return new Rehearsed(
        folder, "launch: {canary: {share: 0%}}\nguard: {on_fail: " + onFail + ", " + CHECK);
  }
}
