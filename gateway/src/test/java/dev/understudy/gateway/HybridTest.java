package dev.understudy.gateway;

import static dev.understudy.gateway.Rehearsed.STREAMED_REQUEST;
import static dev.understudy.gateway.Rehearsed.firstEvent;
import static dev.understudy.gateway.Rehearsed.json;
import static dev.understudy.gateway.Rehearsed.saying;
import static dev.understudy.gateway.Rehearsed.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.ngram.NgramReader;
import dev.understudy.rules.router.CurvePoint;
import dev.understudy.rules.router.Fact;
import dev.understudy.rules.router.LearnedRouter;
import dev.understudy.rules.router.LearnedRouter.Calibration;
import dev.understudy.rules.router.LearnedRouter.FactWeight;
import dev.understudy.rules.router.RequestReader;
import dev.understudy.rules.router.RouterCard;
import dev.understudy.rules.router.RouterFile;
import dev.understudy.rules.router.TrainedRouter;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The student answers what it can, the teacher the rest, and clients see neither mixed. */
class HybridTest {
  private static final String CONFIDENT = "launch: {hybrid: {confident: 0.8, hold: {time: 20s}}}";

  @TempDir Path folder;

  @Test
  void anEasyRequestGoesToTheStudentAndAHardOneToTheTeacher() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, "launch: {hybrid: {easy: request.messages < 2}}")) {
      HttpResponse<String> easy = play.ask();
      HttpResponse<String> hard =
          play.asking(
              """
              {"model": "gpt-4", "messages": [{"role": "system", "content": "be"}, \
              {"role": "user", "content": "is this bad?"}]}""");

      assertThat(easy.body()).isEqualTo(json("student"));
      assertThat(hard.body()).isEqualTo(json("teacher"));
      assertThat(hard.headers().firstValue("x-understudy-upstream")).contains("teacher");
      assertThat(hard.headers().firstValue("x-understudy-fallback")).isEmpty();
      assertThat(play.student.received()).hasSize(1);
      assertThat(play.rows("primary"))
          .extracting(row -> row.get("launch").toString())
          .containsExactly("hybrid", "hybrid");
      assertThat(
              play.gateway.metric(
                  "understudy_withheld_total{reason=\"hard\",route=\"moderation\"}"))
          .isEqualTo(1);
    }
  }

  @Test
  void aLearnedRouterTellsEasyFromHardByWhatIsAsked() throws Exception {
    RouterFile.write(folder.resolve("router-1.json"), doubtful("rude", "small"));
    String easy = "launch: {hybrid: {easy: {router: %s, threshold: %s}}}";
    String file = folder.resolve("router-1.json").toString();
    try (Rehearsed play = new Rehearsed(folder, easy.formatted(file, "auto"))) {
      assertThat(play.asking(Rehearsed.REQUEST).body()).isEqualTo(json("student"));
      assertThat(play.asking(Rehearsed.REQUEST.replace("is this", "rude is this")).body())
          .isEqualTo(json("teacher"));
    }
    Path other = Files.createDirectory(folder.resolve("other"));
    try (Rehearsed play = new Rehearsed(other, easy.formatted(file, "0.99"))) {
      assertThat(play.asking(Rehearsed.REQUEST).body()).isEqualTo(json("teacher"));
    }
  }

  @Test
  void aRouterThatWasMadeForAnotherStudentIsRefused() throws Exception {
    Path file = folder.resolve("router-1.json");
    RouterFile.write(file, doubtful("rude", "smaller"));

    assertThatThrownBy(
            () -> new Rehearsed(folder, "launch: {hybrid: {easy: {router: %s}}}".formatted(file)))
        .hasStackTraceContaining(
            file
                + ": it was made for route 'moderation' and student 'smaller', and is named by route"
                + " 'moderation' with student 'small'; make one for these: understudy router fit");
  }

  /** A router that holds nothing against any request but one word. */
  private static TrainedRouter doubtful(String word, String student) {
    NgramReader ngrams = new NgramReader(12, 1, 0, 400);
    float[] table = new float[1 << 12];
    table[ngrams.features(word).places()[0]] = -100;
    List<FactWeight> none = Collections.nCopies(Fact.values().length, new FactWeight(0, 0, 1));
    LearnedRouter router =
        new LearnedRouter(new RequestReader(ngrams), none, table, 2, Calibration.NONE);
    CurvePoint point = new CurvePoint(0.2, 0.2, 0.5, 1, 0.9, 1, null, 0.9, null, null, null);
    return new TrainedRouter(
        new RouterCard(
            "moderation",
            student,
            List.of("small"),
            Instant.parse("2026-01-31T12:00:00Z"),
            new RouterCard.Counts(70, 30, 80, 0),
            new RouterCard.Quality(0.9, 0.01),
            new RouterCard.Threshold(0.5, "teacher_share 20%", 0.2, 1),
            List.of(point)),
        router);
  }

  @Test
  void aHardRequestIsRehearsedSoThatARouterLearnsOfIt() throws Exception {
    try (Rehearsed play =
        new Rehearsed(
            folder, "launch: {hybrid: {easy: request.messages > 1}, dark: {share: 100%}}")) {
      assertThat(play.ask().body()).isEqualTo(json("teacher"));

      play.awaitMetric(
          "understudy_comparisons_total{role=\"shadow\",route=\"moderation\",verdict=\"different\"}",
          1);
      assertThat(play.rows("shadow")).hasSize(1);
    }
  }

  @Test
  void whatTheStudentIsSureOfIsGivenToTheByte() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, CONFIDENT)) {
      play.student.now(sure("0.800000", "student"));

      HttpResponse<String> whole = play.ask();
      HttpResponse<String> streamed = play.asking(STREAMED_REQUEST);

      assertThat(whole.body()).isEqualTo(json("student"));
      assertThat(whole.headers().firstValue("x-understudy-upstream")).contains("small");
      assertThat(streamed.body()).isEqualTo(stream("student"));
      assertThat(play.teacher.received()).isEmpty();
      assertThat(play.rows("primary"))
          .extracting(row -> row.get("confidence"))
          .containsExactly(0.8, 0.8);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatItIsNotSureOfIsTheTeachersAndIsKeptAndCompared(boolean streamed) throws Exception {
    try (Rehearsed play = new Rehearsed(folder, CONFIDENT + "\ncompare: {as: label}")) {
      play.student.now(sure("0.79", "student"));

      HttpResponse<String> answer = streamed ? play.asking(STREAMED_REQUEST) : play.ask();

      assertThat(answer.body()).isEqualTo(streamed ? stream("teacher") : json("teacher"));
      assertThat(answer.headers().firstValue("x-understudy-upstream")).contains("teacher");
      assertThat(answer.headers().firstValue("x-understudy-fallback")).contains("low_confidence");
      assertThat(answer.headers().firstValue("x-understudy-confidence")).isEmpty();
      play.awaitMetric(
          "understudy_comparisons_total{role=\"escalated\",route=\"moderation\",verdict=\"different\"}",
          1);
      play.awaitMetric(
          "understudy_hybrid_escalated_total{reason=\"low_confidence\",route=\"moderation\"}", 1);
      GenericRecord escalated = play.rows("escalated").get(0);
      GenericRecord primary = play.rows("primary").get(0);
      assertThat(escalated.get("request_id")).isEqualTo(primary.get("request_id"));
      assertThat(escalated.get("upstream")).hasToString("small");
      assertThat(escalated.get("outcome")).hasToString("complete");
      assertThat(escalated.get("error")).hasToString("low_confidence");
      assertThat(escalated.get("output")).hasToString("student");
      assertThat(escalated.get("confidence")).isEqualTo(0.79);
      assertThat(primary.get("upstream")).hasToString("teacher");
      GenericRecord comparison = play.gateway.rows("comparisons").get(0);
      assertThat(comparison.get("request_id")).isEqualTo(primary.get("request_id"));
      assertThat(comparison.get("verdict")).hasToString("different");
    }
  }

  @ParameterizedTest
  @CsvSource({"-0.1, student", "-0.3, teacher"})
  void withoutTheHeaderTheTokensProbabilitiesTell(String logprob, String served) throws Exception {
    try (Rehearsed play = new Rehearsed(folder, CONFIDENT)) {
      String sure =
          json("student")
              .replace(
                  "\"finish_reason\"",
                  "\"logprobs\": {\"content\": [{\"logprob\": 0}, {\"logprob\": %s}, {\"logprob\": %s}]},"
                          .formatted(logprob, "-0.4")
                      + " \"finish_reason\"");
      play.student.now(as("application/json", sure));

      HttpResponse<String> answer = play.ask();

      // the geometric means of the tokens: exp(-0.5 / 3) = 0.846 and exp(-0.7 / 3) = 0.792
      assertThat(answer.body()).isEqualTo(served.equals("student") ? sure : json("teacher"));
    }
  }

  @Test
  void whatTellsNoConfidenceIsNotConfident() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, CONFIDENT)) {
      assertThat(play.ask().headers().firstValue("x-understudy-fallback"))
          .contains("no_confidence");
      assertThat(play.asking(STREAMED_REQUEST).headers().firstValue("x-understudy-fallback"))
          .contains("no_confidence");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schema: answer.schema.json | {\\\"label\\\": 7} | {\\\"label\\\": \\\"a\\\"} | schema",
        "schema: answer.schema.json | no JSON | {\\\"label\\\": \\\"b\\\"} | schema",
        "matches: '^[A-Z]' | lower | Upper | matches",
        "labels: [yes, no] | maybe | Yes. | labels",
        "labels: [a], pointer: /label | {\\\"label\\\": \\\"b\\\"} | {\\\"label\\\": \\\"A\\\"} | labels",
        "min_length: 4 | \uD83D\uDE00\uD83D\uDE00\uD83D\uDE00 | four | min_length",
        "max_length: 4 | fiver | \uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00 | max_length",
        "refusal: no | I'm sorry, but I can't help with that. | It is fine. | refusal",
        "pii: no | Write to jane.doe@example.com | Write to her | pii"
      })
  void anAnswerThatIsNotAsItMustBeIsTheTeachers(
      String check, String bad, String good, String reason) throws Exception {
    Files.writeString(
        folder.resolve("answer.schema.json"),
        "{\"type\": \"object\", \"properties\": {\"label\": {\"type\": \"string\"}}}");
    try (Rehearsed play = new Rehearsed(folder, "launch: {hybrid: {check: {" + check + "}}}")) {
      for (String request : new String[] {Rehearsed.REQUEST, STREAMED_REQUEST}) {
        boolean streamed = request.equals(STREAMED_REQUEST);
        play.student.now(saying(good));
        assertThat(play.asking(request).body()).isEqualTo(streamed ? stream(good) : json(good));
        play.student.now(saying(bad));

        HttpResponse<String> answer = play.asking(request);

        assertThat(answer.body()).isEqualTo(streamed ? stream("teacher") : json("teacher"));
        assertThat(answer.headers().firstValue("x-understudy-fallback"))
            .contains("check_" + reason);
      }
    }
  }

  @Test
  void anAnswerInCirclesIsTheTeachers() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, "launch: {hybrid: {check: {repetition: no}}}")) {
      play.student.now(saying("I will check again and again. ".repeat(40)));

      assertThat(play.ask().headers().firstValue("x-understudy-fallback"))
          .contains("check_repetition");
    }
  }

  @Test
  void whatIsWithheldIsNoFailureOfTheStudent() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, CONFIDENT)) {
      play.student.now(sure("0.1", "student"));
      for (int i = 0; i < 40; i++) {
        assertThat(play.ask().body()).isEqualTo(json("teacher"));
      }

      assertThat(play.student.received()).hasSize(40);
      assertThat(
              play.gateway.metric(
                  "understudy_student_breaker_open{route=\"moderation\",student=\"small\",use=\"serving\"}"))
          .isZero();
    }
  }

  @Test
  void aStreamWhoseBeginningTellsEnoughIsLetGoAtABound() throws Exception {
    try (Rehearsed play =
        new Rehearsed(folder, "launch: {hybrid: {check: {max_length: 100}, hold: {tokens: 3}}}")) {
      play.student.now(
          request -> {
            request.response().putHeader("content-type", "text/event-stream").setChunked(true);
            request
                .response()
                .write(firstEvent("word ").repeat(5))
                .onSuccess(sent -> request.connection().close());
          });

      // what was let go cannot be taken back: its break shows
      assertThatThrownBy(() -> play.asking(STREAMED_REQUEST)).isInstanceOf(IOException.class);
      assertThat(play.teacher.received()).isEmpty();
      assertThat(play.rows("primary").get(0).get("upstream")).hasToString("small");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'matches: w', 'tokens: 3', hold_tokens",
    "'matches: w', 'bytes: 300B', hold_bytes",
    "'matches: w', 'time: 100ms', hold_time",
    "'max_length: 6', 'tokens: 3', check_max_length",
    "'min_length: 90', 'tokens: 3', hold_tokens"
  })
  void aStreamThatCannotBeToldWithinABoundIsTheTeachers(String check, String hold, String reason)
      throws Exception {
    try (Rehearsed play =
        Rehearsed.within(
            "{idle: 500ms}",
            folder,
            "launch: {hybrid: {check: {%s}, hold: {%s}}}".formatted(check, hold))) {
      play.student.now(
          request -> {
            request.response().putHeader("content-type", "text/event-stream").setChunked(true);
            for (int i = 0; i < 5; i++) {
              request.response().write(firstEvent("word "));
            }
          });

      HttpResponse<String> answer = play.asking(STREAMED_REQUEST);

      assertThat(answer.body()).isEqualTo(stream("teacher"));
      assertThat(answer.headers().firstValue("x-understudy-fallback")).contains(reason);
      TestGateway.await(
          "the student's answer is recorded", () -> play.rows("escalated").size() == 1);
      assertThat(play.rows("escalated").get(0).get("outcome"))
          .hasToString(reason.equals("hold_bytes") ? "upstream_truncated" : "timeout");
    }
  }

  @Test
  void aWholeAnswerThatIsTooLongIsTheTeachers() throws Exception {
    try (Rehearsed play =
        new Rehearsed(
            folder,
            "launch: {hybrid: {check: {max_length: 100000}, hold: {bytes: 1KiB, time: 20s}}}")) {
      play.student.now(saying("long ".repeat(300)));

      assertThat(play.ask().headers().firstValue("x-understudy-fallback")).contains("hold_bytes");
    }
  }

  @Test
  void aWholeAnswerThatIsTooLateIsTheTeachers() throws Exception {
    try (Rehearsed play =
        new Rehearsed(
            folder, "launch: {hybrid: {check: {max_length: 100000}, hold: {time: 100ms}}}")) {
      play.student.now(request -> {});

      assertThat(play.ask().headers().firstValue("x-understudy-fallback")).contains("hold_time");
    }
  }

  @Test
  void aFailureThatComesTooLateToBeWaitedForIsAFailureStill() throws Exception {
    try (Rehearsed play =
        new Rehearsed(folder, "launch: {hybrid: {check: {matches: x}, hold: {time: 50ms}}}")) {
      play.student.now(request -> {});
      for (int i = 0; i < 10; i++) {
        assertThat(play.ask().headers().firstValue("x-understudy-fallback")).contains("hold_time");
      }

      TestGateway.await("all calls are there", () -> play.student.received().size() == 10);
      play.student
          .received()
          .forEach(request -> request.response().setStatusCode(500).end("{\"error\": {}}"));

      play.awaitMetric(
          "understudy_student_breaker_open{route=\"moderation\",student=\"small\",use=\"serving\"}",
          1);
      assertThat(play.rows("escalated").get(0).get("status")).isEqualTo(500);
      assertThat(play.gateway.rows("comparisons")).isEmpty();
    }
  }

  @Test
  void aStreamThatEndsWithoutSayingWhyIsNotWhole() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, "launch: {hybrid: {check: {matches: half}}}")) {
      play.student.now(as("text/event-stream", firstEvent("half")));

      HttpResponse<String> answer = play.asking(STREAMED_REQUEST);

      assertThat(answer.body()).isEqualTo(stream("teacher"));
      assertThat(answer.headers().firstValue("x-understudy-fallback")).contains("unusable_answer");
    }
  }

  @Test
  void whenTheClientLeavesWhileTheAnswerIsHeldTheStudentsCallIsBrokenOff() throws Exception {
    try (Rehearsed play =
        new Rehearsed(folder, "launch: {hybrid: {check: {matches: x}, hold: {time: 10s}}}")) {
      play.student.now(request -> {});
      try (RawClient client = RawClient.to(play.gateway.url("/"))) {
        client.post(Rehearsed.REQUEST);
        TestGateway.await("the student is asked", () -> !play.student.received().isEmpty());
      }

      TestGateway.await("the call is broken off", () -> play.student.broken() == 1);
      assertThat(play.gateway.row().get("outcome")).hasToString("client_gone");
      assertThat(play.teacher.received()).isEmpty();
    }
  }

  @Test
  void aClientThatMayChooseTheStudentGetsWhatItSays() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, "pin: true\n" + CONFIDENT)) {
      play.student.now(sure("0.1", "student"));

      assertThat(play.ask("x-understudy-launch", "student").body()).isEqualTo(json("student"));
      assertThat(play.ask().body()).isEqualTo(json("teacher"));
    }
  }

  @Test
  void aRollBackTakesTheShareOfAHybridToNothing() throws Exception {
    try (Rehearsed play =
        new Rehearsed(
            folder, "launch: {hybrid: {easy: request.messages < 9}}\ngate: {failed: {max: 5%}}")) {
      play.student.now(request -> request.response().setStatusCode(500).end("{}"));
      for (int i = 0; i < 20; i++) {
        assertThat(play.ask().body()).isEqualTo(json("teacher"));
      }

      play.awaitMetric("understudy_rollout_share{route=\"moderation\"}", 0);
      int asked = play.student.received().size();
      assertThat(play.ask().headers().firstValue("x-understudy-fallback")).isEmpty();
      assertThat(play.student.received()).hasSize(asked);
    }
  }

  @Test
  void nothingIsHeldInMemoryAfterwards() throws Exception {
    try (Rehearsed play = new Rehearsed(folder, CONFIDENT)) {
      play.student.now(sure("0.1", "student"));
      play.ask();
      play.asking(STREAMED_REQUEST);

      play.gateway.awaitRest();
      play.awaitMetric("understudy_shadow_bytes", 0);
    }
  }

  @Test
  void whatAGuardWithholdsInAHybridIsKeptAndComparedWithinItsHold() throws Exception {
    try (Rehearsed play =
        new Rehearsed(
            folder,
            """
            launch: {hybrid: {easy: request.messages < 9, hold: {bytes: 1KiB}}}
            compare: {as: text}
            guard: {on_fail: fall_back, check: {pii: no}}""")) {
      play.student.now(saying("write to jane.doe@example.com"));

      HttpResponse<String> answer = play.ask();

      assertThat(answer.body()).isEqualTo(json("teacher"));
      assertThat(answer.headers().firstValue("x-understudy-fallback")).contains("check_pii");
      play.awaitMetric(
          "understudy_comparisons_total{role=\"escalated\",route=\"moderation\",verdict=\"different\"}",
          1);
      assertThat(play.rows("escalated").get(0).get("error")).hasToString("check_pii");
      play.student.now(saying("long ".repeat(300)));
      assertThat(play.ask().headers().firstValue("x-understudy-fallback")).contains("hold_bytes");
    }
  }

  private static Handler<HttpServerRequest> as(String type, String body) {
    return request -> request.response().putHeader("content-type", type).end(body);
  }

  private static Handler<HttpServerRequest> sure(String confidence, String text) {
    return request -> {
      request.response().putHeader("x-understudy-confidence", confidence);
      saying(text).handle(request);
    };
  }
}
