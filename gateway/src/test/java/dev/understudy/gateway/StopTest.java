package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerResponse;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a gateway ends. */
class StopTest {
  /** Less than what a gateway waits for calls that do not end, by far more than it takes itself. */
  private static final Duration UNTIL_THE_USUAL_DEADLINE = Duration.ofSeconds(25);

  @TempDir Path folder;

  @Test
  void callsInFlightFinishWhileNewOnesAreTurnedAway() throws Exception {
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(
                request ->
                    request
                        .response()
                        .putHeader("content-type", "text/event-stream")
                        .setChunked(true)
                        .write("data: one\n\n"));
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder);
        RawClient client = RawClient.to(gateway.url("/"))) {
      URI traffic = gateway.url("/");
      client.post("{}").until("data: one");

      Thread stopping = new Thread(gateway.gateway()::stop);
      stopping.start();
      TestGateway.await("it is not ready any more", () -> ready(gateway) == 503);
      assertThat(gateway.admin("/health/ready").body()).contains("\"reason\" : \"stopping\"");
      assertThat(gateway.admin("/health/live").statusCode()).isEqualTo(200);
      TestGateway.await("connections are refused", () -> isRefused(traffic));
      HttpServerResponse answer = teacher.received().get(0).response();
      answer.write("data: two\n\n");
      client.until("data: two\n\n");
      answer.end("data: [DONE]\n\n");
      client.until("data: [DONE]\n\n\r\n0\r\n\r\n");
      stopping.join(60_000);

      assertThat(stopping.isAlive()).isFalse();
      List<GenericRecord> rows = TestGateway.storedIn(folder.resolve("captures"));
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0).get("outcome")).hasToString("complete");
    }
  }

  @Test
  void callsAreServedDuringTheDelayAndConnectionsAreGivenUpAsTheirAnswersEnd() throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.answering("{}");
        TestGateway gateway =
            TestGateway.inFrontOf(teacher.url(), folder, "shutdown: {delay: 10s}");
        RawClient kept = RawClient.to(gateway.url("/"))) {
      assertThat(kept.post("{}").until("{}").toLowerCase(Locale.ROOT))
          .doesNotContain("connection: close");

      Thread stopping = new Thread(gateway.gateway()::stop);
      stopping.start();
      TestGateway.await("it is not ready any more", () -> ready(gateway) == 503);

      try (RawClient another = RawClient.to(gateway.url("/"))) {
        for (RawClient client : List.of(kept, another)) {
          assertThat(client.post("{}").rest().toLowerCase(Locale.ROOT))
              .startsWith("http/1.1 200 ")
              .contains("connection: close\r\n")
              .endsWith("{}");
        }
      }
      assertThat(stopping.isAlive()).isTrue();
      stopping.join(60_000);
      assertThat(isRefused(gateway.url("/"))).isTrue();
      assertThat(TestGateway.storedIn(folder.resolve("captures"))).hasSize(3);
    }
  }

  @Test
  void callThatIsStuckIsCutAtTheDeadlineAndRecorded() {
    try (ScriptedTeacher teacher = ScriptedTeacher.silent();
        TestGateway gateway =
            TestGateway.inFrontOf(teacher.url(), folder, "shutdown: {deadline: 300ms}");
        RawClient client = RawClient.to(gateway.url("/"))) {
      client.post("{}");
      TestGateway.await("the teacher has the call", () -> teacher.received().size() == 1);
      long start = System.nanoTime();

      gateway.gateway().stop();

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(290), UNTIL_THE_USUAL_DEADLINE);
      assertThat(client.rest()).isEmpty();
      assertThat(TestGateway.storedIn(folder.resolve("captures"))).hasSize(1);
    }
  }

  @Test
  void idleConnectionsDoNotDelayTheEnd() {
    try (ScriptedTeacher teacher = ScriptedTeacher.answering("{}");
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder);
        RawClient client = RawClient.to(gateway.url("/"))) {
      client.post("{}").until("{}");
      long start = System.nanoTime();

      gateway.gateway().stop();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(UNTIL_THE_USUAL_DEADLINE);
    }
  }

  private static int ready(TestGateway gateway) {
    try {
      return gateway.admin("/health/ready").statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isRefused(URI url) {
    try {
      RawClient.to(url).leave();
      return false;
    } catch (UncheckedIOException refused) {
      return true;
    }
  }
}
