package dev.understudy.student.serving;

import static dev.understudy.student.serving.RunningStudent.asking;
import static dev.understudy.student.serving.RunningStudent.await;
import static dev.understudy.student.serving.RunningStudent.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.student.keyword.KeywordModel;
import dev.understudy.student.keyword.Valve;
import dev.understudy.student.serving.batch.BatchSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many clients at once, clients that leave, and clients that wait too long. */
class CrowdTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private final KeywordModel model = KeywordModel.of("toxicity", "1");

  @ParameterizedTest
  @EnumSource
  void sixtyFourCallsAtOnceAreAnsweredInFewBatches(HttpClient.Version version) throws Exception {
    try (RunningStudent student = RunningStudent.of(BatchSettings.USUAL, LONG, version, model)) {
      int warmUps = model.batches().size();
      Valve valve = Valve.shut();
      model.holdAt(valve);
      List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
      calls.add(student.postLater(asking("fine")));
      valve.awaitBatch();
      for (int i = 0; i < 64; i++) {
        calls.add(student.postLater(asking(i % 3 == 0 ? "awful" : "fine")));
      }
      await(() -> waiting(student) == 64);
      valve.open();

      for (int i = 0; i < 64; i++) {
        HttpResponse<String> response = calls.get(i + 1).get(20, TimeUnit.SECONDS);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(content(response)).isEqualTo(i % 3 == 0 ? KeywordModel.BAD : KeywordModel.GOOD);
      }
      List<Integer> batches = model.batches();
      assertThat(batches.subList(warmUps, batches.size())).containsExactly(1, 16, 16, 16, 16);
    }
  }

  @Test
  void callBeyondTheQueueIsTurnedAwayAtOnceAndToldWhenToComeBack() throws Exception {
    try (RunningStudent student =
        RunningStudent.of(new BatchSettings(1, Duration.ZERO, 1, 1), LONG, model)) {
      Valve valve = Valve.shut();
      model.holdAt(valve);
      var computed = student.postLater(asking("first"));
      valve.awaitBatch();
      var waiting = student.postLater(asking("second"));
      await(() -> waiting(student) == 1);

      HttpResponse<String> turnedAway = student.post(asking("third"));
      valve.open();

      assertThat(turnedAway.statusCode()).isEqualTo(429);
      assertThat(turnedAway.headers().firstValue("retry-after")).hasValue("1");
      assertThat(turnedAway.headers().firstValueAsLong("retry-after-ms").orElse(0)).isPositive();
      assertThat(json(turnedAway).path("error"))
          .isEqualTo(
              json(
                  """
                  {"message": "As many requests as may wait for the model 'toxicity' wait already;\
                   try again later.",
                   "type": "requests", "param": null, "code": "rate_limit_exceeded"}
                  """));
      assertThat(computed.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      assertThat(waiting.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      assertThat(
              student.metric(
                  "understudy_student_not_computed_total{model=\"toxicity\",reason=\"queue_full\"}"))
          .isEqualTo(1);
    }
  }

  @Test
  void questionOfAClientThatLeftIsNotComputed() throws Exception {
    try (RunningStudent student =
        RunningStudent.of(new BatchSettings(1, Duration.ZERO, 10, 1), LONG, model)) {
      Valve valve = Valve.shut();
      model.holdAt(valve);
      var first = student.postLater(asking("first"));
      valve.awaitBatch();

      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), student.server().port())) {
        client.getOutputStream().write(raw(asking("leaves")));
        client.getOutputStream().flush();
        await(() -> waiting(student) == 1);
      }
      await(() -> waiting(student) == 0);
      valve.open();

      assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      assertThat(student.post(asking("last")).statusCode()).isEqualTo(200);
      assertThat(model.read()).endsWith("first", "last").doesNotContain("leaves");
      assertThat(
              student.metric(
                  "understudy_student_not_computed_total{model=\"toxicity\",reason=\"client_gone\"}"))
          .isEqualTo(1);
      assertThat(
              student.metric(
                  "understudy_student_requests_total{model=\"toxicity\",status=\"none\"}"))
          .isEqualTo(1);
    }
  }

  @Test
  void callThatIsNotAnsweredInTimeIsToldSoAndNotComputedIfItWaits() throws Exception {
    try (RunningStudent student =
        RunningStudent.of(
            new BatchSettings(1, Duration.ZERO, 10, 1), Duration.ofSeconds(1), model)) {
      Valve valve = Valve.shut();
      model.holdAt(valve);
      var computed = student.postLater(asking("first"));
      valve.awaitBatch();

      HttpResponse<String> waited = student.post(asking("expires"));
      HttpResponse<String> tooLate = computed.get(20, TimeUnit.SECONDS);
      valve.open();

      assertThat(waited.statusCode()).isEqualTo(503);
      assertThat(waited.headers().firstValue("retry-after")).hasValue("1");
      assertThat(json(waited).path("error"))
          .isEqualTo(
              json(
                  """
                  {"message": "The request was not answered within 1000 ms.",
                   "type": "server_error", "param": null, "code": "timeout"}
                  """));
      assertThat(tooLate.statusCode()).isEqualTo(503);
      await(() -> isAnswered(student, "last"));
      assertThat(model.read()).doesNotContain("expires");
    }
  }

  @Test
  void bodyThatDoesNotComeIsNotWaitedForForever() throws Exception {
    try (RunningStudent student =
            RunningStudent.of(BatchSettings.USUAL, Duration.ofMillis(100), model);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), student.server().port())) {
      client.setSoTimeout(20_000);
      byte[] whole = raw(asking("never said to its end"));
      client.getOutputStream().write(whole, 0, whole.length - 1);
      client.getOutputStream().flush();

      String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer)
          .startsWith("HTTP/1.1 408 Request Timeout\r\n")
          .contains("connection: close")
          .contains("\"message\":\"The request's body did not come within 100 ms.\"");
      assertThat(model.read()).doesNotContain("never said to its end");
    }
  }

  @Test
  void swapUnderLoadAnswersEveryRequestFromOneOfTheVersions() throws Exception {
    try (RunningStudent student = RunningStudent.of(model)) {
      List<KeywordModel> versions = new ArrayList<>(List.of(model));
      List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
      for (int version = 2; version <= 6; version++) {
        for (int i = 0; i < 20; i++) {
          calls.add(student.postLater(asking("awful")));
        }
        KeywordModel next = KeywordModel.of("toxicity", Integer.toString(version));
        versions.add(next);
        student.shelf().place(next);
      }

      for (var call : calls) {
        HttpResponse<String> response = call.get(20, TimeUnit.SECONDS);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(content(response)).isEqualTo(KeywordModel.BAD);
        String version = json(response).path("system_fingerprint").asText();
        assertThat(response.headers().firstValue("x-understudy-student"))
            .hasValue("toxicity/" + version);
      }
      HttpResponse<String> after = student.post(asking("fine"));
      assertThat(json(after).path("system_fingerprint").asText()).isEqualTo("6");
      versions.subList(0, 5).forEach(each -> await(each::isClosed));
      int read = versions.stream().mapToInt(each -> each.read().size()).sum();
      assertThat(read).isEqualTo(101 + 6 * 17); // each question once, and six warm-ups
    }
  }

  private static boolean isAnswered(RunningStudent student, String text) {
    try {
      return student.post(asking(text)).statusCode() == 200;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int waiting(RunningStudent student) {
    try {
      return (int) student.metric("understudy_student_waiting{model=\"toxicity\"}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String content(HttpResponse<String> response) throws IOException {
    JsonNode answer = json(response);
    return answer.path("choices").path(0).path("message").path("content").asText();
  }

  private static byte[] raw(String body) {
    return ("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            + "content-length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
