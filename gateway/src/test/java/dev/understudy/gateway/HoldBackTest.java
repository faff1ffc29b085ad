package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.ExchangeDraft;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last bytes of an answer wait until its record is safe. */
class HoldBackTest {
  private static final String STREAM_HEAD =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"It is.\"}}]}\n\n";

  @TempDir Path folder;

  /** Keeps the capture's writer from writing, by a record of its own whose receipt it reads. */
  private static CountDownLatch stall(TestGateway gateway) throws InterruptedException {
    CountDownLatch stalled = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    gateway
        .gateway()
        .capture()
        .offer(
            someExchange(),
            receipt -> {
              stalled.countDown();
              awaitQuietly(goOn);
            });
    stalled.await();
    return goOn;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Exchange someExchange() {
    return new ExchangeDraft(UUID.randomUUID(), UUID.randomUUID(), Instant.now()).made();
  }

  @Test
  void lastBytesLeaveWhenTheRecordIsSafe() throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.answering("{\"a\":1}");
        TestGateway gateway =
            TestGateway.inFrontOf(teacher.url(), folder, "capture: {patience: 60s}");
        RawClient client = RawClient.to(gateway.url("/"))) {
      CountDownLatch goOn = stall(gateway);
      client.post("{}");
      TestGateway.await(
          "the record is offered", () -> gateway.gateway().capture().accounting().offered() == 2);
      assertThat(gateway.metric("understudy_in_flight")).isEqualTo(1);

      goOn.countDown();

      client.until("{\"a\":1}");
      assertThat(gateway.metric("understudy_capture_patience_ended_total")).isZero();
    }
  }

  @Test
  void lastBytesWaitNoLongerThanPatience() throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.answering("{\"a\":1}");
        TestGateway gateway =
            TestGateway.inFrontOf(teacher.url(), folder, "capture: {patience: 100ms}");
        RawClient client = RawClient.to(gateway.url("/"))) {
      CountDownLatch goOn = stall(gateway);
      long start = System.nanoTime();

      client.post("{}").until("{\"a\":1}");

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(100));
      assertThat(gateway.metric("understudy_capture_patience_ended_total")).isEqualTo(1);
      goOn.countDown();
      assertThat(gateway.rows()).hasSize(2);
    }
  }

  @Test
  void answerWithoutARecordIsRefusedWhereAskedFor() throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.answering("{\"a\":1}");
        TestGateway gateway =
            TestGateway.inFrontOf(
                teacher.url(), folder, "capture: {patience: 100ms, on_trouble: refuse}");
        RawClient client = RawClient.to(gateway.url("/"))) {
      CountDownLatch goOn = stall(gateway);

      String answer = client.post("{}").until("capture_unavailable\"}}");

      assertThat(answer)
          .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
          .doesNotContain("{\"a\":1}");
      goOn.countDown();
    }
  }

  @Test
  void begunAnswerWithoutARecordIsBrokenOffWithoutItsLastBytes() throws Exception {
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(
                request -> request.response().putHeader("content-length", "10").write("begun"));
        TestGateway gateway =
            TestGateway.inFrontOf(
                teacher.url(), folder, "capture: {patience: 100ms, on_trouble: refuse}");
        RawClient client = RawClient.to(gateway.url("/"))) {
      CountDownLatch goOn = stall(gateway);
      client.get("/").until("begun");

      teacher.received().get(0).response().end("ended");

      assertThat(client.rest()).isEmpty();
      goOn.countDown();
    }
  }

  @Test
  void doneEventIsHeldBackUntilTheRecordIsSafe() throws Exception {
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(
                request ->
                    request
                        .response()
                        .putHeader("content-type", "text/event-stream")
                        .setChunked(true)
                        .write(STREAM_HEAD)
                        .onSuccess(sent -> request.response().end("data: [DONE]\n\n")));
        TestGateway gateway =
            TestGateway.inFrontOf(teacher.url(), folder, "capture: {patience: 60s}");
        RawClient client = RawClient.to(gateway.url("/"))) {
      CountDownLatch goOn = stall(gateway);
      client.get("/").until("It is.");
      TestGateway.await(
          "the record is offered", () -> gateway.gateway().capture().accounting().offered() == 2);
      assertThat(gateway.metric("understudy_in_flight")).isEqualTo(1);

      goOn.countDown();

      assertThat(client.until("\r\n0\r\n\r\n")).contains("data: [DONE]\n\n");
    }
  }

  @Test
  void doneEventOfATeacherThatDoesNotEndIsReleasedSoon() {
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(
                request ->
                    request
                        .response()
                        .putHeader("content-type", "text/event-stream")
                        .setChunked(true)
                        .write(STREAM_HEAD + "data: [DONE]\n\n"));
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder);
        RawClient client = RawClient.to(gateway.url("/"))) {
      client.get("/").until("[DONE]");

      teacher.received().get(0).response().end();

      client.until("\r\n0\r\n\r\n");
      assertThat(gateway.row().get("outcome")).hasToString("complete");
    }
  }
}
