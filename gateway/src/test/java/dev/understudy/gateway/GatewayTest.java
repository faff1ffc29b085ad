package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.rules.yaml.HostPort;
import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.parquet.ExchangeRows;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayTest {
  private static final String QUESTION =
      "{\"model\":\"gpt-4\",\"messages\":[{\"role\":\"user\",\"content\":\"Is it?\"}]}";
  private static final String ANSWER =
      "{\"id\":\"c1\",\"model\":\"gpt-4-0613\",\"choices\":[{\"index\":0,\"message\":"
          + "{\"role\":\"assistant\",\"content\":\"It is.\"},\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,\"total_tokens\":12}}";

  @TempDir Path captures;
  private final Vertx vertx = Vertx.vertx();
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    HttpServer teacher =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body ->
                                request
                                    .response()
                                    .putHeader("content-type", "application/json")
                                    .end(Buffer.buffer(ANSWER))));
    int port = teacher.listen(0, "127.0.0.1").await().actualPort();
    gateway = Gateway.start(inFrontOf(URI.create("http://127.0.0.1:" + port + "/v1")));
  }

  @AfterEach
  void stop() {
    gateway.stop();
    vertx.close().await();
  }

  private GatewayConfig inFrontOf(URI teacher) {
    GatewayConfig usual = GatewayConfig.defaults("test", captures);
    HostPort anyPort = new HostPort("127.0.0.1", 0);
    return new GatewayConfig(
        anyPort,
        anyPort,
        usual.access(),
        teacher,
        null,
        "test",
        2,
        null,
        null,
        usual.upstream(),
        usual.limits(),
        usual.capture(),
        usual.onClientGone(),
        usual.shutdown(),
        usual.readyWhen(),
        usual.log(),
        usual.tracing());
  }

  @Test
  void aCallIsAnsweredByTheTeacherAndLandsInParquet() throws Exception {
    HttpResponse<String> answer = ask(QUESTION);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(ANSWER);
    assertThat(answer.headers().firstValue("x-understudy-upstream")).hasValue("teacher");
    List<GenericRecord> rows = stored();
    assertThat(rows).hasSize(1);
    GenericRecord row = rows.get(0);
    assertThat(row.get("request_id").toString())
        .isEqualTo(answer.headers().firstValue("x-understudy-request-id").orElseThrow());
    assertThat(row.get("request_body").toString()).isEqualTo(QUESTION);
    assertThat(row.get("response_body").toString()).isEqualTo(ANSWER);
    assertThat(row.get("output").toString()).isEqualTo("It is.");
    assertThat(row.get("outcome").toString()).isEqualTo("complete");
  }

  @Test
  void aHundredCallsOverOneConnectionAreRecordedOnceEach() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(ask(QUESTION).statusCode()).isEqualTo(200);
    }

    assertThat(stored().stream().map(row -> row.get("exchange_id").toString()).distinct())
        .hasSize(100);
  }

  private HttpResponse<String> ask(String question) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + gateway.port() + "/v1/chat/completions"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(question))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private final HttpClient client = HttpClient.newHttpClient();

  private List<GenericRecord> stored() throws IOException, InterruptedException {
    Capture capture = gateway.capture();
    assertThat(capture.flush(Duration.ofSeconds(60))).isTrue();
    try (Stream<Path> files = Files.walk(captures)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .flatMap(GatewayTest::rows)
          .toList();
    }
  }

  private static Stream<GenericRecord> rows(Path file) {
    try {
      return ExchangeRows.read(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
