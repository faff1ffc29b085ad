package dev.understudy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose captures go into delivery streams. */
class CapturesIntoFirehoseTest {
  private static final Map<String, String> KEYS =
      Map.of("aws.accessKeyId", "some-key", "aws.secretAccessKey", "some-secret");

  @TempDir Path folder;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private HttpServer firehose;

  @BeforeEach
  void startFirehose() throws IOException {
    KEYS.forEach(System::setProperty);
    firehose = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    firehose.createContext("/", this::take);
    firehose.start();
  }

  @AfterEach
  void stopFirehose() {
    firehose.stop(0);
    KEYS.keySet().forEach(System::clearProperty);
  }

  /** Takes all records, as the API's reference says (PutRecordBatch). */
  private void take(HttpExchange call) throws IOException {
    JsonObject request = new JsonObject(new String(call.getRequestBody().readAllBytes(), UTF_8));
    JsonArray answers = new JsonArray();
    for (Object each : request.getJsonArray("Records")) {
      byte[] data = Base64.getDecoder().decode(((JsonObject) each).getString("Data"));
      lines.add(request.getString("DeliveryStreamName") + " " + new String(data, UTF_8));
      answers.add(new JsonObject().put("RecordId", "r" + lines.size()));
    }
    byte[] answer =
        new JsonObject()
            .put("FailedPutCount", 0)
            .put("RequestResponses", answers)
            .encode()
            .getBytes(UTF_8);
    call.getResponseHeaders().set("content-type", "application/x-amz-json-1.1");
    call.sendResponseHeaders(200, answer.length);
    call.getResponseBody().write(answer);
    call.close();
  }

  @Test
  void anExchangeArrivesAsALineUnderItsStreamAndIsAccountedAsStored() throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.that(Rehearsed.saying("yes"));
        TestGateway gateway =
            TestGateway.storing(
                "firehose://llm",
                teacher.url(),
                folder,
                "capture:",
                "  firehose:",
                "    claims: claims",
                "    region: eu-west-1",
                "    endpoint: http://127.0.0.1:" + firehose.getAddress().getPort())) {
      gateway.ask(Rehearsed.REQUEST);

      assertThat(gateway.gateway().capture().flush(Duration.ofSeconds(60))).isTrue();
      assertThat(gateway.gateway().capture().accounting().stored()).isEqualTo(1);
      assertThat(gateway.metric("understudy_firehose_sent_total")).isEqualTo(1);
    }

    assertThat(List.copyOf(lines)).hasSize(1);
    String line = lines.element();
    assertThat(line).startsWith("llm-exchanges {").endsWith("}\n");
    JsonObject row = new JsonObject(line.substring("llm-exchanges ".length()));
    assertThat(row.getString("output")).isEqualTo("yes");
    assertThat(row.getString("record_id")).startsWith("test-");
  }
}
