package dev.understudy.gateway;

import static dev.understudy.gateway.Rehearsed.saying;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People look at where student and teacher disagreed, and say who is right. */
class JudgingTest {
  private static final String DARK =
      """
      launch: {dark: {share: 100%}}
      compare: {as: label, pick: /is_bad}""";
  private static final String BAD = "{\\\"is_bad\\\": 1, \\\"why\\\": \\\"rude\\\"}";
  private static final String GOOD = "{\\\"is_bad\\\": 0, \\\"why\\\": \\\"nice\\\"}";
  private static final String DIFFERENCES = "/console/api/routes/moderation/differences";

  @TempDir Path folder;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Rehearsed play(String... settings) {
    return played(DARK, settings);
  }

  private Rehearsed played(String route, String... settings) {
    Rehearsed play = new Rehearsed(folder, route, settings);
    play.teacher.now(saying(BAD));
    play.student.now(saying(GOOD));
    return play;
  }

  private static String asked(String what) {
    return """
        {"model": "gpt-4", "metadata": {"batch": "a"},
         "messages": [{"role": "system", "content": "Judge."}, {"role": "user", "content": "%s"}]}"""
        .formatted(what);
  }

  private HttpResponse<String> send(
      Rehearsed play, String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + play.gateway.gateway().adminPort() + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonObject get(Rehearsed play, String path, String... headers)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(play, "GET", path, "", headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private JsonObject judge(Rehearsed play, String id, JsonObject judgement)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(play, "POST", DIFFERENCES + "/" + id + "/judgement", judgement.encode());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  /** Waits for so many disagreements, and answers their ids, the oldest first. */
  private List<String> awaitCases(Rehearsed play, int count, String... headers) {
    TestGateway.await(
        count + " disagreements",
        () -> {
          try {
            JsonObject list = get(play, DIFFERENCES + "?limit=200", headers);
            return list.getJsonArray("cases").size() == count;
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    try {
      JsonArray cases = get(play, DIFFERENCES + "?limit=200", headers).getJsonArray("cases");
      return cases.stream().map(each -> ((JsonObject) each).getString("id")).sorted().toList();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<List<Object>> said(List<GenericRecord> rows) {
    return rows.stream()
        .map(
            row ->
                List.<Object>of(
                    String.valueOf(row.get("comment")),
                    String.valueOf(row.get("annotator")),
                    String.valueOf(row.get("label")),
                    String.valueOf(row.get("correction"))))
        .toList();
  }

  /** An application says that the answer should have been no. */
  private void correct(Rehearsed play, String id) throws IOException, InterruptedException {
    String corrected =
        "{\"request_id\": \"%s\", \"correction\": \"no\", \"annotator\": \"human\"}".formatted(id);

    HttpResponse<String> given =
        client.send(
            HttpRequest.newBuilder(play.gateway.url("/-/feedback"))
                .POST(HttpRequest.BodyPublishers.ofString(corrected))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(given.statusCode()).as(given.body()).isBetween(200, 299);
    TestGateway.await(
        "the correction is known",
        () -> {
          try {
            return get(play, DIFFERENCES + "?judged=true").getJsonArray("cases").size() == 1;
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static String plain(String escaped) {
    return escaped.replace("\\\"", "\"");
  }

  @Test
  void aDisagreementIsShownWithItsPromptAndWhatDiffersMarked() throws Exception {
    try (Rehearsed play = play()) {
      play.asking(asked("you fool"), "x-app", "forum");
      String id = awaitCases(play, 1).get(0);

      JsonObject list = get(play, DIFFERENCES);
      JsonObject one = get(play, DIFFERENCES + "/" + id);

      JsonObject group = list.getJsonArray("groups").getJsonObject(0);
      assertThat(group.getString("kind")).isEqualTo("label");
      assertThat(group.getString("teacher")).isEqualTo("1");
      assertThat(group.getString("student")).isEqualTo("0");
      assertThat(list.getJsonObject("progress"))
          .isEqualTo(new JsonObject().put("judged", 0).put("cases", 1));
      JsonObject said = one.getJsonObject("said");
      assertThat(said.getJsonArray("prompt").getJsonObject(1))
          .isEqualTo(
              new JsonObject().put("role", "user").put("text", "you fool").put("rest", null));
      JsonObject teacher = said.getJsonObject("teacher");
      JsonArray first = teacher.getJsonArray("marks").getJsonArray(0);
      assertThat(teacher.getString("text").substring(first.getInteger(0), first.getInteger(1)))
          .isEqualTo("1");
      assertThat(one.getJsonArray("labels")).containsExactly("1", "0");
    }
  }

  @Test
  void casesAreFilteredBySearchAndTag() throws Exception {
    try (Rehearsed play = play()) {
      play.asking(asked("you fool"), "x-app", "forum");
      play.asking(asked("you angel"), "x-app", "shop");
      awaitCases(play, 2);

      assertThat(get(play, DIFFERENCES + "?q=ANGEL").getJsonArray("cases")).hasSize(1);
      assertThat(get(play, DIFFERENCES + "?q=nobody").getJsonArray("cases")).isEmpty();
      assertThat(get(play, DIFFERENCES + "?app=forum").getJsonArray("cases")).hasSize(1);
      TestGateway.await(
          "both have their tags",
          () -> {
            try {
              return get(play, DIFFERENCES + "?tag=batch%3Da").getJsonArray("cases").size() == 2;
            } catch (IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(send(play, "GET", DIFFERENCES + "?since=noon", "").body())
          .contains("'since' must be a time such as 2026-01-31T07:15:00Z");
    }
  }

  @Test
  void whoIsRightBecomesFeedbackWithTheRightAnswer() throws Exception {
    try (Rehearsed play = play()) {
      for (int i = 0; i < 5; i++) {
        play.asking(asked("you " + i));
      }
      List<String> ids = awaitCases(play, 5);

      JsonObject first = judge(play, ids.get(0), new JsonObject().put("who", "teacher"));
      assertThat(Instant.parse((String) first.remove("given_at"))).isBefore(Instant.now());
      assertThat(first)
          .isEqualTo(
              new JsonObject()
                  .put("id", ids.get(0))
                  .put("ruling", "teacher")
                  .put("gold", true)
                  .put("progress", new JsonObject().put("judged", 1).put("cases", 5)));
      judge(play, ids.get(1), new JsonObject().put("who", "student"));
      judge(play, ids.get(2), new JsonObject().put("who", "both_wrong").put("correction", "maybe"));
      judge(play, ids.get(3), new JsonObject().put("who", "both_wrong").put("correction", "0"));
      judge(play, ids.get(4), new JsonObject().put("who", "skip"));

      assertThat(said(play.gateway.rows("feedback")))
          .containsExactly(
              List.of("console: teacher", "human", "1", plain(BAD)),
              List.of("console: student", "human", "0", plain(GOOD)),
              List.of(
                  "console: both_wrong",
                  "human",
                  "maybe",
                  "{\"is_bad\":\"maybe\",\"why\":\"rude\"}"),
              List.of("console: both_wrong", "human", "0", "{\"is_bad\":0,\"why\":\"rude\"}"),
              List.of("console: skipped", "human", "null", "null"));
      assertThat(get(play, DIFFERENCES + "?judged=false").getJsonArray("cases")).isEmpty();
    }
  }

  @Test
  void aLabelGoesIntoTheCasesOwnAnswerWhateverOthersSaidWithIt() throws Exception {
    try (Rehearsed play = play()) {
      play.asking(asked("you fool"));
      String rude = awaitCases(play, 1).get(0);
      play.teacher.now(saying(GOOD));
      play.student.now(saying(BAD));
      play.asking(asked("you angel"));
      awaitCases(play, 2);

      judge(play, rude, new JsonObject().put("who", "both_wrong").put("correction", "0"));

      assertThat(said(play.gateway.rows("feedback")))
          .containsExactly(
              List.of("console: both_wrong", "human", "0", "{\"is_bad\":0,\"why\":\"rude\"}"));
    }
  }

  private String refused(Rehearsed play, String id, String correction) throws Exception {
    JsonObject both = new JsonObject().put("who", "both_wrong").put("correction", correction);
    HttpResponse<String> answer =
        send(play, "POST", DIFFERENCES + "/" + id + "/judgement", both.encode());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    return new JsonObject(answer.body()).getString("error");
  }

  @Test
  void whereAnswersAreJsonACorrectionIsOfTheirShapeOrALabelThatIsKnown() throws Exception {
    String labels = "or one of the labels that were seen on it";
    try (Rehearsed play =
        played(DARK.replace("{as: label, pick: /is_bad}", "{as: json, fields: [/is_bad]}"))) {
      play.asking(asked("you"));
      String id = awaitCases(play, 1).get(0);

      assertThat(refused(play, id, "rather rude"))
          .isEqualTo("expected a correction in JSON, as answers on this route are, " + labels);
      assertThat(refused(play, id, "2")).endsWith(labels);
      assertThat(refused(play, id, "```\n{\"is_bad\": 1}\n```")).endsWith(labels);
      assertThat(refused(play, id, "[1]"))
          .isEqualTo("expected a JSON object, as answers on this route are, found an array");
      assertThat(refused(play, id, "{\"why\": \"rude\"}"))
          .isEqualTo("the correction lacks /is_bad, as both answers have it");
      JsonObject both = new JsonObject().put("who", "both_wrong");
      judge(play, id, both.copy().put("correction", "{\"is_bad\": 2}"));
      judge(play, id, both.copy().put("correction", "0"));

      assertThat(said(play.gateway.rows("feedback")))
          .containsExactly(
              List.of("console: both_wrong", "human", "2", "{\"is_bad\": 2}"),
              List.of("console: both_wrong", "human", "0", "{\"is_bad\":0,\"why\":\"rude\"}"));
    }
  }

  @Test
  void whereWholeJsonIsComparedACorrectionHasTheMembersOfBothAnswers() throws Exception {
    try (Rehearsed play = played(DARK.replace("{as: label, pick: /is_bad}", "{as: auto}"))) {
      play.asking(asked("you"));
      String id = awaitCases(play, 1).get(0);

      assertThat(refused(play, id, "0"))
          .isEqualTo("expected a correction in JSON, as answers on this route are");
      assertThat(refused(play, id, "{\"other\": 1}"))
          .isEqualTo("the correction lacks /is_bad, /why, as both answers have it");
      JsonObject both = new JsonObject().put("who", "both_wrong");
      judge(play, id, both.put("correction", "{\"is_bad\": 2, \"why\": \"x\", \"more\": 1}"));
    }
  }

  @Test
  void aJudgementIsTakenBackByOneThatSaysNothingIsRight() throws Exception {
    try (Rehearsed play = play()) {
      play.asking(asked("you"));
      String id = awaitCases(play, 1).get(0);
      String path = DIFFERENCES + "/" + id + "/judgement";
      assertThat(send(play, "DELETE", path, "").body())
          .contains("there is no judgement of this case to take back");

      judge(play, id, new JsonObject().put("who", "student"));
      JsonObject after = new JsonObject(send(play, "DELETE", path, "").body());

      assertThat(after.getValue("ruling")).isNull();
      assertThat(said(play.gateway.rows("feedback")).get(1))
          .isEqualTo(List.of("console: taken_back", "human", "", ""));
      assertThat(get(play, DIFFERENCES + "?judged=false").getJsonArray("cases")).hasSize(1);
    }
  }

  @Test
  void whatOthersSaidIsReplacedByAJudgementAndLeftByWhoSkipsAndUndoes() throws Exception {
    try (Rehearsed play = play()) {
      play.asking(asked("you"));
      String id = awaitCases(play, 1).get(0);
      String path = DIFFERENCES + "/" + id + "/judgement";

      judge(play, id, new JsonObject().put("who", "both_wrong"));
      judge(play, id, new JsonObject().put("who", "skip"));
      judge(play, id, new JsonObject().put("who", "skip"));
      assertThat(send(play, "DELETE", path, "").statusCode()).isEqualTo(200);

      assertThat(said(play.gateway.rows("feedback")))
          .containsExactly(
              List.of("console: both_wrong", "human", "", ""),
              List.of("console: skipped", "human", "", ""),
              List.of("console: skipped", "human", "null", "null"),
              List.of("console: taken_back", "human", "null", "null"));
    }
  }

  @Test
  void anApplicationsCorrectionIsNotTakenBack() throws Exception {
    try (Rehearsed play = play()) {
      play.asking(asked("you"));
      String id = awaitCases(play, 1).get(0);
      correct(play, id);

      HttpResponse<String> undone = send(play, "DELETE", DIFFERENCES + "/" + id + "/judgement", "");

      assertThat(undone.statusCode()).isEqualTo(409);
      assertThat(undone.body())
          .contains("an application corrected this case; the console cannot take it back");
    }
  }

  @Test
  void whatStoodBeforeAJudgementStandsAgainOnceItIsTakenBack() throws Exception {
    try (Rehearsed play = play()) {
      play.asking(asked("you"));
      String id = awaitCases(play, 1).get(0);
      String path = DIFFERENCES + "/" + id + "/judgement";
      correct(play, id);

      judge(play, id, new JsonObject().put("who", "skip"));
      JsonObject skipped = new JsonObject(send(play, "DELETE", path, "").body());
      judge(play, id, new JsonObject().put("who", "both_wrong").put("correction", "0"));
      JsonObject corrected = new JsonObject(send(play, "DELETE", path, "").body());
      judge(play, id, new JsonObject().put("who", "student"));
      judge(play, id, new JsonObject().put("who", "teacher"));
      JsonObject student = new JsonObject(send(play, "DELETE", path, "").body());

      assertThat(skipped.getString("ruling")).isEqualTo("corrected");
      assertThat(corrected.getString("ruling")).isEqualTo("corrected");
      assertThat(student.getString("ruling")).isEqualTo("student");
      assertThat(said(play.gateway.rows("feedback")))
          .containsExactly(
              List.of("null", "human", "null", "no"),
              List.of("console: skipped", "human", "null", "null"),
              List.of("console: corrected", "human", "null", "null"),
              List.of("console: both_wrong", "human", "0", "{\"is_bad\":0,\"why\":\"rude\"}"),
              List.of("console: corrected", "human", "", "no"),
              List.of("console: student", "human", "0", plain(GOOD)),
              List.of("console: teacher", "human", "1", plain(BAD)),
              List.of("console: student", "human", "0", plain(GOOD)));
    }
  }

  @Test
  void takingBackTouchesThatJudgementAloneAndNothingSaidSinceWhereverItWas() throws Exception {
    try (Rehearsed play = play()) {
      play.asking(asked("you"));
      String id = awaitCases(play, 1).get(0);
      String path = DIFFERENCES + "/" + id + "/judgement?given_at=";

      JsonObject mine = judge(play, id, new JsonObject().put("who", "teacher"));
      JsonObject others = judge(play, id, new JsonObject().put("who", "student"));
      HttpResponse<String> refused = send(play, "DELETE", path + mine.getString("given_at"), "");
      HttpResponse<String> done = send(play, "DELETE", path + others.getString("given_at"), "");

      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("somebody judged this case since; look at it once more");
      assertThat(done.statusCode()).isEqualTo(200);
      Instant judged = Instant.parse(others.getString("given_at")).truncatedTo(ChronoUnit.MICROS);
      assertThat(new JsonObject(done.body()).getString("given_at"))
          .as("older than what another gateway takes from now on, or took meanwhile")
          .isEqualTo(judged.plus(1, ChronoUnit.MICROS).toString());
    }
  }

  @Test
  void judgementsThatSayNothingUsefulAreRefused() throws Exception {
    try (Rehearsed play = play()) {
      play.asking(asked("you"));
      String path = DIFFERENCES + "/" + awaitCases(play, 1).get(0) + "/judgement";
      String unknown = DIFFERENCES + "/" + new UUID(1, 1) + "/judgement";

      assertThat(send(play, "POST", path, "{\"who\": \"me\"}").body())
          .contains("'who' must be teacher, student, both_wrong or skip");
      assertThat(send(play, "POST", path, "[]").statusCode()).isEqualTo(400);
      assertThat(send(play, "POST", path, "{\"who\": \"teacher\", \"correction\": \"x\"}").body())
          .contains("a correction is given with \\\"who\\\": \\\"both_wrong\\\" alone");
      assertThat(send(play, "POST", unknown, "{\"who\": \"teacher\"}").statusCode()).isEqualTo(404);
      assertThat(play.gateway.rows("feedback")).isEmpty();
    }
  }

  @Test
  void afterARestartTheStoreIsLookedAtAndJudgedCasesStayJudged() throws Exception {
    try (Rehearsed play = play()) {
      play.asking(asked("you fool"), "x-app", "forum");
      play.asking(asked("you angel"), "x-app", "shop");
      List<String> ids = awaitCases(play, 2);
      judge(play, ids.get(0), new JsonObject().put("who", "student"));
      play.gateway.rows();

      play.restart();
      awaitCases(play, 2);
      TestGateway.await(
          "the store was looked at",
          () -> {
            try {
              return get(play, DIFFERENCES).getJsonObject("shown").getString("stored_until")
                  != null;
            } catch (IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });

      JsonArray left = get(play, DIFFERENCES + "?judged=false").getJsonArray("cases");
      assertThat(left).hasSize(1);
      assertThat(left.getJsonObject(0).getString("id")).isEqualTo(ids.get(1));
      assertThat(left.getJsonObject(0).getString("app")).isEqualTo("shop");
      assertThat(
              get(play, DIFFERENCES + "/" + ids.get(1))
                  .getJsonObject("said")
                  .getJsonObject("student")
                  .getString("text"))
          .contains("nice");
      judge(play, ids.get(1), new JsonObject().put("who", "teacher"));
      JsonArray exchanges = get(play, "/console/api/exchanges").getJsonArray("exchanges");
      assertThat(exchanges).hasSize(4);
      JsonObject whole =
          get(play, "/console/api/exchanges/" + exchanges.getJsonObject(3).getString("id"));
      assertThat(whole.getJsonObject("request").getString("raw")).isEqualTo(asked("you fool"));
    }
  }

  @Test
  void whoMayNotSeeTextsGetsFiguresPlacesAndLengths() throws Exception {
    String[] viewer = {"authorization", "Bearer token-of-a-viewer"};
    String[] judge = {"authorization", "Bearer token-of-one-judge"};
    Files.writeString(folder.resolve("viewer"), "token-of-a-viewer");
    Files.writeString(folder.resolve("judge"), "token-of-one-judge");
    try (Rehearsed play =
        play(
            "admin_tokens:",
            "  - {name: vic, role: viewer, token: \"file:viewer\"}",
            "  - {name: joe, role: judge, token: \"file:judge\"}")) {
      play.asking(asked("you fool"));
      String id = awaitCases(play, 1, viewer).get(0);
      String exchange =
          get(play, "/console/api/exchanges?role=primary", viewer)
              .getJsonArray("exchanges")
              .getJsonObject(0)
              .getString("id");

      JsonObject list = get(play, DIFFERENCES, viewer);
      JsonObject one = get(play, DIFFERENCES + "/" + id, viewer);
      JsonObject whole = get(play, "/console/api/exchanges/" + exchange, viewer);

      assertThat(list.encode() + one.encode() + whole.encode())
          .doesNotContain("fool", "rude", "nice", "batch", "said", "\"teacher\":", "\"request\":");
      assertThat(one.getJsonArray("differences").getJsonObject(0))
          .isEqualTo(
              new JsonObject()
                  .put("pointer", "")
                  .put("teacher_length", 3)
                  .put("student_length", 3));
      assertThat(send(play, "GET", DIFFERENCES + "?q=fool", "", viewer).statusCode())
          .isEqualTo(403);
      String path = DIFFERENCES + "/" + id + "/judgement";
      assertThat(send(play, "POST", path, "{\"who\": \"teacher\"}", viewer).statusCode())
          .isEqualTo(403);
      assertThat(send(play, "POST", path, "{\"who\": \"teacher\"}", judge).statusCode())
          .isEqualTo(200);
      assertThat(get(play, DIFFERENCES + "/" + id, judge).encode()).contains("fool");
      assertThat(get(play, DIFFERENCES + "?values=false", judge).encode())
          .contains(id)
          .doesNotContain("rude", "nice");
    }
  }

  @Test
  void whatIsRedactedInTheStoreIsRedactedHere() throws Exception {
    try (Rehearsed play = play("capture: {redact: all}")) {
      play.asking(asked("write to ann@example.com"));
      String id = awaitCases(play, 1).get(0);

      assertThat(get(play, DIFFERENCES + "/" + id).encode())
          .contains("write to <EMAIL_1>")
          .doesNotContain("ann@example.com");
    }
  }
}
