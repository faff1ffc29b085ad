package dev.understudy.trainer.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.feedback.FeedbackHandler;
import dev.understudy.gateway.feedback.FeedbackIntake;
import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.capture.CaptureSettings;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corrections, sent to the gateway's real handler. */
class CorrectionsOverHttpTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

  @Test
  void gatewayTakesEveryLine(@TempDir Path folder) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (FolderStore store = FolderStore.open(folder.resolve("captures"));
        Capture capture =
            Capture.open(
                CaptureSettings.of("gateway-0", folder.resolve("spool")),
                new ParquetTarget(store, WireReader.withTokenEstimates()::read))) {
      int port =
          vertx
              .createHttpServer()
              .requestHandler(
                  new FeedbackHandler(new FeedbackIntake(capture, null, "gateway-0", NOON)))
              .listen(0, "127.0.0.1")
              .await()
              .actualPort();
      URI uri = URI.create("http://127.0.0.1:" + port + FeedbackHandler.PATH);

      List<String> lines = Corrections.known(mistakes(), "evaluation").lines();

      assertThat(lines).hasSize(3);
      for (String line : lines) {
        assertThat(post(uri, line).statusCode()).isEqualTo(202);
      }
    } finally {
      vertx.close().await();
    }
  }

  private static HttpResponse<String> post(URI uri, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static Mistakes mistakes() {
    TestSystem student = new TestSystem("student", Role.STUDENT);
    TestSystem teacher = new TestSystem("teacher", Role.TEACHER);
    List<TestRow> rows =
        List.of(
            row(1, "bad", "fine", "bad"),
            row(2, "bad", "fine", "fine"),
            row(3, "odd", "bad", "bad"));
    return Mistakes.of(new TestSet("set", List.of(student, teacher), rows), 1);
  }

  private static TestRow row(int number, String gold, String student, String teacher) {
    return TestRow.of(
        "019c1000-0000-7000-8000-00000000000" + number,
        "input",
        gold,
        Map.of(
            "student", Answered.labelled(student, student),
            "teacher", Answered.labelled("{\"is\": \"" + teacher + "\"}", teacher)));
  }
}
