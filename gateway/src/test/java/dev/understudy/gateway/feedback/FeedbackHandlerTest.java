package dev.understudy.gateway.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.capture.CaptureSettings;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.parquet.ExchangeRows;
import dev.understudy.sink.store.FolderStore;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feedback over a real server, into real Parquet. */
class FeedbackHandlerTest {
  private static final String REQUEST = "019c1000-0000-7000-8000-00000000beef";
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private Path captures;
  private FolderStore store;
  private Capture capture;
  private URI uri;

  @BeforeEach
  void serve(@TempDir Path folder) throws IOException {
    captures = folder.resolve("captures");
    store = FolderStore.open(captures);
    capture =
        Capture.open(
            CaptureSettings.of("gateway-0", folder.resolve("spool")),
            new ParquetTarget(store, WireReader.withTokenEstimates()::read));
    FeedbackHandler handler =
        new FeedbackHandler(
            new FeedbackIntake(capture, null, "gateway-0", Clock.fixed(NOON, ZoneOffset.UTC)));
    int port =
        vertx
            .createHttpServer()
            .requestHandler(handler)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    uri = URI.create("http://127.0.0.1:" + port + FeedbackHandler.PATH);
  }

  @AfterEach
  void stop() throws IOException {
    vertx.close().await();
    capture.close();
    store.close();
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private List<GenericRecord> rows() throws Exception {
    assertThat(capture.flush(Duration.ofSeconds(60))).isTrue();
    List<GenericRecord> rows = new ArrayList<>();
    Path table = captures.resolve("feedback");
    if (Files.exists(table)) {
      try (Stream<Path> files = Files.walk(table)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".parquet")).toList()) {
          try (Stream<GenericRecord> read = ExchangeRows.read(file)) {
            read.forEach(rows::add);
          }
        }
      }
    }
    return rows;
  }

  @Test
  void feedbackIsStoredAndAnswered202() throws Exception {
    HttpResponse<String> answer =
        post(
            """
            {"request_id": "%s", "score": -1.5, "label": "toxic",
             "correction": "Nein, „danke“", "annotator": "human", "comment": "obvious"}"""
                .formatted(REQUEST));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(new JsonObject(answer.body()).getString("request_id")).isEqualTo(REQUEST);
    assertThat(capture.accounting(Table.FEEDBACK).offered()).isEqualTo(1);
    GenericRecord row = rows().get(0);
    assertThat(row.get("request_id")).hasToString(REQUEST);
    assertThat(row.get("given_at")).isEqualTo(NOON.toEpochMilli() * 1000);
    assertThat(row.get("instance")).hasToString("gateway-0");
    assertThat(row.get("score")).isEqualTo(-1.5);
    assertThat(row.get("label")).hasToString("toxic");
    assertThat(row.get("correction")).hasToString("Nein, „danke“");
    assertThat(row.get("annotator")).hasToString("human");
    assertThat(row.get("comment")).hasToString("obvious");
  }

  @Test
  void aCorrectionMayBeAnyJson() throws Exception {
    post("{\"request_id\":\"%s\",\"correction\":{\"is_bad\":true}}".formatted(REQUEST));

    assertThat(rows().get(0).get("correction")).hasToString("{\"is_bad\":true}");
    assertThat(rows().get(0).get("score")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "SECRET; ;The body must be a JSON object; what was sent is no JSON from line 1",
        "[`SECRET`]; ;The body must be a JSON object",
        "{\"score\":1}; request_id; 'request_id' is required: the UUID of the answer's header",
        "{\"request_id\":\"SECRET\",\"score\":1}; request_id; 'request_id' must be the UUID",
        "{\"request_id\":7,\"score\":1}; request_id; got a number.",
        "{\"request_id\":\"ID\"}; ; at least one of score, label, correction, comment.",
        "{\"request_id\":\"ID\",\"score\":\"SECRET\"}; score; 'score' must be a finite number",
        "{\"request_id\":\"ID\",\"score\":1e999}; score; 'score' must be a finite number",
        "{\"request_id\":\"ID\",\"label\":[\"SECRET\"]}; label; 'label' must be text, got an array.",
        "{\"request_id\":\"ID\",\"label\":\"LONG\"}; label; 'label' must be at most 256 characters",
        "{\"request_id\":\"ID\",\"comment\":{}}; comment; 'comment' must be text, got an object.",
        "{\"request_id\":\"ID\",\"scores\":1}; ; 'scores' is not known; feedback has request_id",
        "{\"request_id\":\"ID\",\"score\":1,\"score\":2}; ; is no JSON from line 1",
      })
  void unusableFeedbackIsRefusedNamingFieldAndExpectationAndNeverContent(
      String body, String param, String message) throws Exception {
    HttpResponse<String> answer =
        post(body.replace("ID", REQUEST).replace("LONG", "x".repeat(300)));

    JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error.getString("type")).isEqualTo("invalid_request_error");
    assertThat(error.getString("code")).isEqualTo("invalid_feedback");
    assertThat(error.getString("param")).isEqualTo(param);
    assertThat(error.getString("message")).contains(message.split(";", 2)[0]);
    assertThat(answer.body()).doesNotContain("SECRET");
    assertThat(rows()).isEmpty();
  }

  @Test
  void longFeedbackIsRefused() throws Exception {
    HttpResponse<String> answer =
        post("{\"request_id\":\"" + REQUEST + "\",\"comment\":\"" + "x".repeat(2_000_000) + "\"}");

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("at most 1048576 bytes");
    assertThat(rows()).isEmpty();
  }

  @Test
  void otherMethodsAreRefused() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(uri).GET().build(), HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).hasValue("POST");
  }

  @Test
  void feedbackThatCannotBeKeptIsNotAccepted() throws Exception {
    capture.close();

    HttpResponse<String> answer = post("{\"request_id\":\"%s\",\"score\":1}".formatted(REQUEST));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .contains("capture_unavailable")
        .contains("could not be recorded (closed); send it again later");
  }
}
