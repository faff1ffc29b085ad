package dev.understudy.gateway;

import static dev.understudy.gateway.Rehearsed.STREAMED_REQUEST;
import static dev.understudy.gateway.Rehearsed.json;
import static dev.understudy.gateway.Rehearsed.saying;
import static dev.understudy.gateway.Rehearsed.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A moderator that answers as OpenAI's does tells harmful answers, and may fail to. */
class ModerationTest {
  private static final String HARM = "how to harm";
  private static final String HYBRID =
      "launch: {hybrid: {check: {moderation: mod}, hold: {time: 20s}}}";
  private static final String COUNTS = "launch: student\nguard: {check: {moderation: mod}}";
  private static final String REFUSES =
      "launch: {canary: {share: 0%}}\nguard: {on_fail: refuse, check: {moderation: mod}}";

  @TempDir Path folder;

  private final List<JsonObject> asked = new CopyOnWriteArrayList<>();
  private ScriptedTeacher moderator = ScriptedTeacher.that(this::moderate);

  @BeforeEach
  void forgetWhatWasAsked() {
    asked.clear();
  }

  @AfterEach
  void stop() {
    moderator.close();
  }

  @Test
  void aHybridGivesWhatIsHarmlessAndWithholdsWhatIsFlagged() throws Exception {
    try (Rehearsed play = playing(HYBRID)) {
      for (boolean streamed : new boolean[] {false, true}) {
        play.student.now(saying("fine"));
        assertThat(asks(play, streamed).body()).isEqualTo(streamed ? stream("fine") : json("fine"));
        play.student.now(saying(HARM));

        HttpResponse<String> answer = asks(play, streamed);

        assertThat(answer.body()).isEqualTo(streamed ? stream("teacher") : json("teacher"));
        assertThat(answer.headers().firstValue("x-understudy-fallback"))
            .contains("check_moderation");
      }

      assertThat(asked)
          .containsExactly(question("fine"), question(HARM), question("fine"), question(HARM));
      assertThat(play.rows("escalated"))
          .extracting(row -> row.get("error").toString())
          .containsOnly("check_moderation");
      assertThat(play.gateway.rows())
          .extracting(row -> row.get("upstream").toString())
          .doesNotContain("mod");
      play.awaitMetric(moderations("flagged"), 2);
      play.awaitMetric(moderations("fine"), 2);
      play.awaitMetric(
          "understudy_moderation_duration_seconds_count{route=\"moderation\",upstream=\"mod\"}", 4);
    }
  }

  @Test
  void aModeratorIsSentWhatItNamesAndNoCredentialsOfTheClient() throws Exception {
    try (Rehearsed play = playing(HYBRID)) {
      play.ask("authorization", "Bearer client", "x-tenant", "a", "x-other", "b", "cookie", "c=d");

      HttpServerRequest received = moderator.received().get(0);
      assertThat(received.path()).isEqualTo("/v1/moderations");
      assertThat(received.headers().get("x-tenant")).isEqualTo("a");
      assertThat(received.headers().get("x-understudy-role")).isEqualTo("moderation");
      assertThat(received.headers().get("content-type")).isEqualTo("application/json");
      assertThat(received.headers().names().stream().map(String::toLowerCase))
          .doesNotContain("authorization", "cookie", "x-other");
    }
  }

  @Test
  void everyChoiceIsModerated() throws Exception {
    try (Rehearsed play = playing(HYBRID)) {
      JsonObject answer = new JsonObject(json("fine"));
      answer
          .getJsonArray("choices")
          .add(new JsonObject(json(HARM)).getJsonArray("choices").getJsonObject(0).put("index", 1));
      play.student.now(ScriptedTeacher.answer(answer.encode()));

      assertThat(play.ask().headers().firstValue("x-understudy-fallback"))
          .contains("check_moderation");
      assertThat(asked.get(0).getJsonArray("input"))
          .isEqualTo(new JsonArray().add("fine").add(HARM));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "broken", "foreign", "none", "many", "oversized", "slow"})
  void whatNobodyCouldTellOfIsWithheldUnlessItMayPass(String trouble) throws Exception {
    moderator.now(troubled(trouble));
    String held =
        "launch: {hybrid: {check: {moderation: mod%s}, hold: {time: TIME}}}"
            .replace("TIME", trouble.equals("slow") ? "1s" : "20s");
    try (Rehearsed play = playing(held.formatted(""))) {
      HttpResponse<String> answer = play.ask();

      assertThat(answer.body()).isEqualTo(json("teacher"));
      assertThat(answer.headers().firstValue("x-understudy-fallback"))
          .contains("check_unmoderated");

      play.write(rules(play, held.formatted(", unmoderated: pass")));
      String version = play.gateway.gateway().rulesVersion();
      play.gateway.gateway().reloadRules();
      assertThat(play.gateway.gateway().rulesVersion()).isNotEqualTo(version);
      assertThat(play.ask().body()).isEqualTo(json("student"));
      play.gateway.awaitRest();
    }
  }

  @Test
  void aModeratorThatIsDownIsNotAskedForAWhile() throws Exception {
    moderator.now(request -> request.response().setStatusCode(500).end());
    try (Rehearsed play = playing(HYBRID)) {
      for (int i = 0; i < 15; i++) {
        assertThat(play.ask().body()).isEqualTo(json("teacher"));
      }

      assertThat(moderator.received()).hasSize(10);
      play.awaitMetric(moderations("breaker_open"), 5);
      play.awaitMetric(
          "understudy_student_breaker_open{route=\"moderation\",student=\"small\",use=\"serving\"}",
          0);
    }
  }

  @Test
  void aModeratorThatRefusesWhatItIsAskedIsAskedOn() throws Exception {
    moderator.now(request -> request.response().setStatusCode(400).end());
    try (Rehearsed play = playing(HYBRID)) {
      for (int i = 0; i < 15; i++) {
        assertThat(play.ask().body()).isEqualTo(json("teacher"));
      }
      moderator.now(this::moderate);

      assertThat(play.ask().body()).isEqualTo(json("student"));
      play.awaitMetric(moderations("unusable"), 15);
    }
  }

  @Test
  void aStreamThatIsLongerThanABoundIsWithheldAsItNeedsTheWhole() throws Exception {
    try (Rehearsed play =
        playing("launch: {hybrid: {check: {moderation: mod}, hold: {tokens: 3}}}")) {
      play.student.now(
          request ->
              request
                  .response()
                  .putHeader("content-type", "text/event-stream")
                  .end(stream("a", 9)));

      assertThat(play.asking(STREAMED_REQUEST).headers().firstValue("x-understudy-fallback"))
          .contains("hold_tokens");
      assertThat(asked).isEmpty();
    }
  }

  @Test
  void aGuardThatCountsAsksAfterTheFact() throws Exception {
    try (Rehearsed play = playing(COUNTS)) {
      play.student.now(saying(HARM));

      assertThat(play.ask().body()).isEqualTo(json(HARM));

      play.awaitMetric(guard("failed", "check=\"moderation\",", "small"), 1);
      moderator.now(request -> request.response().setStatusCode(500).end());
      assertThat(play.ask().body()).isEqualTo(json(HARM));
      play.awaitMetric(guard("unchecked", "", "small"), 1);
      play.awaitMetric(guard("checked", "", "small"), 1);
      play.awaitMetric("understudy_shadow_bytes", 0);
    }
  }

  @Test
  void aGuardThatFallsBackAsksOnceForTheStudentAndCountsTheTeacher() throws Exception {
    try (Rehearsed play =
        playing("launch: student\nguard: {on_fail: fall_back, check: {moderation: mod}}")) {
      play.ask();
      play.awaitMetric(guard("checked", "", "small"), 1);
      assertThat(asked).containsExactly(question("student"));
      play.student.now(saying(HARM));
      play.teacher.now(saying(HARM));

      HttpResponse<String> answer = play.ask();

      assertThat(answer.body()).isEqualTo(json(HARM));
      assertThat(answer.headers().firstValue("x-understudy-fallback")).contains("check_moderation");
      play.awaitMetric(guard("failed", "check=\"moderation\",", "teacher"), 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTeachersFlaggedAnswerIsRefused(boolean streamed) throws Exception {
    try (Rehearsed play = playing(REFUSES)) {
      assertThat(asks(play, streamed).body())
          .isEqualTo(streamed ? stream("teacher") : json("teacher"));
      play.teacher.now(saying(HARM));

      HttpResponse<String> answer = asks(play, streamed);

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body()).doesNotContain(HARM);
      assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("code"))
          .isEqualTo("output_refused");
      play.awaitMetric(
          "understudy_guard_refused_total{check=\"moderation\",route=\"moderation\"}", 1);
      assertThat(asked).hasSize(2);
      play.gateway.awaitRest();
    }
  }

  @Test
  void aTeachersAnswerThatNobodyTellsOfIsRefusedUnlessItMayPass() throws Exception {
    moderator.now(request -> request.response().setStatusCode(500).end());
    try (Rehearsed play = playing(REFUSES)) {
      assertThat(play.ask().statusCode()).isEqualTo(502);
      play.awaitMetric(
          "understudy_guard_refused_total{check=\"unmoderated\",route=\"moderation\"}", 1);

      play.write(rules(play, REFUSES.replace("mod}", "mod, unmoderated: pass}")));
      play.gateway.gateway().reloadRules();
      assertThat(play.ask().body()).isEqualTo(json("teacher"));
      play.awaitMetric(guard("unchecked", "", "teacher"), 1);
    }
  }

  @Test
  void aClientThatLeavesWhileAModeratorIsAskedIsRecordedSo() throws Exception {
    moderator.now(request -> {});
    try (Rehearsed play = playing(REFUSES)) {
      try (RawClient client = RawClient.to(play.gateway.url("/"))) {
        client.post(Rehearsed.REQUEST);
        TestGateway.await("the moderator is asked", () -> !moderator.received().isEmpty());
      }

      assertThat(play.gateway.row().get("outcome")).hasToString("client_gone");
      play.gateway.awaitRest();
    }
  }

  private Rehearsed playing(String route) {
    Rehearsed play = new Rehearsed(folder, "launch: student");
    play.write(rules(play, route));
    play.gateway.gateway().reloadRules();
    return play;
  }

  private String rules(Rehearsed play, String route) {
    return """
        version: 1
        upstreams:
          small: {url: "%s"}
          mod: {url: "%s", model: omni, headers: [x-tenant], timeouts: {connect: 20s}}
        routes:
          - name: moderation
            match: {path: /v1/chat/completions}
            teacher: teacher
            student: small
        %s
        """
        .formatted(play.student.url(), moderator.url(), route.indent(4));
  }

  private static HttpResponse<String> asks(Rehearsed play, boolean streamed) throws Exception {
    return streamed ? play.asking(STREAMED_REQUEST) : play.ask();
  }

  private static String moderations(String outcome) {
    return "understudy_moderations_total{outcome=\"%s\",route=\"moderation\",upstream=\"mod\"}"
        .formatted(outcome);
  }

  private static String guard(String what, String check, String upstream) {
    return "understudy_guard_%s_total{%sroute=\"moderation\",upstream=\"%s\"}"
        .formatted(what, check, upstream);
  }

  private static JsonObject question(String text) {
    return new JsonObject().put("model", "omni").put("input", text);
  }

  /** Flags what has harm in it, as OpenAI's moderations do. */
  private void moderate(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              JsonObject question = body.toJsonObject();
              asked.add(question);
              Object input = question.getValue("input");
              List<?> texts = input instanceof JsonArray all ? all.getList() : List.of(input);
              String results =
                  texts.stream()
                      .map(text -> "{\"flagged\": " + text.toString().contains("harm") + "}")
                      .collect(Collectors.joining(","));
              request
                  .response()
                  .putHeader("content-type", "application/json")
                  .end("{\"id\": \"modr-1\", \"model\": \"omni\", \"results\": [" + results + "]}");
            });
  }

  private static Handler<HttpServerRequest> troubled(String how) {
    return request ->
        request
            .body()
            .onSuccess(
                body -> {
                  switch (how) {
                    case "500" -> request.response().setStatusCode(500).end();
                    case "broken" -> request.connection().close();
                    case "foreign" -> request.response().end("{\"verdict\": \"ok\"}");
                    case "none" -> request.response().end("{\"results\": []}");
                    case "many" ->
                        request
                            .response()
                            .end("{\"results\": [{\"flagged\": false}, {\"flagged\": false}]}");
                    case "oversized" ->
                        request
                            .response()
                            .end(
                                Buffer.buffer(" ".repeat(300 << 10))
                                    .appendString("{\"results\": [{\"flagged\": false}]}"));
                    default -> {} // says nothing
                  }
                });
  }
}
