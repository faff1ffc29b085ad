package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerResponse;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes leave when they arrive, and no faster than they are taken. */
class StreamingTest {
  @TempDir Path folder;

  @Test
  void firstEventArrivesWhileTheTeacherStillThinksAboutTheSecond() {
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
      client.post("{}").until("data: one\n\n");

      teacher.received().get(0).response().end("data: two\n\n");

      client.until("data: two\n\n");
    }
  }

  @Test
  void headOfASlowAnswerArrivesBeforeItsBody() {
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(
                request -> request.response().putHeader("content-length", "4").writeHead());
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder);
        RawClient client = RawClient.to(gateway.url("/"))) {
      String head = client.get("/").until("\r\n\r\n");

      assertThat(head).startsWith("HTTP/1.1 200 OK\r\n").contains("content-length: 4");
      teacher.received().get(0).response().end("body");
      client.until("body");
    }
  }

  @Test
  void teacherSeesTheFirstPartOfAnUploadBeforeTheRestIsSent() {
    AtomicLong arrived = new AtomicLong();
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(
                request -> {
                  request.handler(piece -> arrived.addAndGet(piece.length()));
                  request.endHandler(end -> request.response().end("thanks"));
                });
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder);
        RawClient client = RawClient.to(gateway.url("/"))) {
      client.send("POST /v1/files HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nfirst");
      TestGateway.await("the first part is there", () -> arrived.get() == 5);

      client.send("later");

      client.until("thanks");
      assertThat(arrived).hasValue(10);
    }
  }

  @Test
  void teacherIsReadNoFasterThanTheClientReads() throws Exception {
    AtomicLong sent = new AtomicLong();
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(
                request -> {
                  request.response().setChunked(true);
                  pour(request.response(), sent, 2000);
                });
        TestGateway gateway =
            TestGateway.inFrontOf(
                teacher.url(),
                folder,
                "capture: {body_limit: 1MiB, memory: 2MiB}",
                "shutdown: {deadline: 0s}");
        RawClient client = RawClient.to(gateway.url("/"))) {
      client.get("/").until("xxxx");
      awaitStill(sent);

      assertThat(sent.get()).isLessThan(100_000_000L); // of 200 MB; the rest are socket buffers
      assertThat(gateway.metric("understudy_tap_bytes")).isLessThanOrEqualTo(2 * 1024 * 1024);
    }
  }

  @Test
  void clientIsReadNoFasterThanTheTeacherReads() throws Exception {
    AtomicLong sent = new AtomicLong();
    try (ScriptedTeacher teacher = ScriptedTeacher.that(request -> request.pause());
        TestGateway gateway =
            TestGateway.inFrontOf(
                teacher.url(),
                folder,
                "capture: {body_limit: 1MiB, memory: 2MiB}",
                "shutdown: {deadline: 0s}");
        RawClient client = RawClient.to(gateway.url("/"))) {
      client.send("POST /v1/files HTTP/1.1\r\nHost: a\r\nContent-Length: 200000000\r\n\r\n");
      String megabyte = "x".repeat(100_000);
      Thread uploading =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 2000; i++) {
                    client.send(megabyte);
                    sent.addAndGet(megabyte.length());
                  }
                } catch (UncheckedIOException closed) {
                  sent.addAndGet(0); // the test has ended
                }
              });
      uploading.setDaemon(true);
      uploading.start();
      TestGateway.await("the upload has begun", () -> sent.get() > 0);
      awaitStill(sent);

      assertThat(sent.get()).isLessThan(100_000_000L);
      assertThat(gateway.metric("understudy_tap_bytes")).isLessThanOrEqualTo(2 * 1024 * 1024);
    }
  }

  /** Waits until a number has not grown for half a second. */
  private static void awaitStill(AtomicLong number) {
    long[] last = {-1, System.nanoTime()};
    TestGateway.await(
        "the flow stops",
        () -> {
          long now = number.get();
          if (now != last[0]) {
            last[0] = now;
            last[1] = System.nanoTime();
          }
          return System.nanoTime() - last[1] > 500_000_000L;
        });
  }

  /** Writes a piece whenever the one before has left. */
  private static void pour(HttpServerResponse response, AtomicLong sent, int pieces) {
    if (pieces == 0) {
      response.end();
      return;
    }
    String piece = "x".repeat(100_000);
    response
        .write(piece)
        .onSuccess(
            gone -> {
              sent.addAndGet(piece.length());
              pour(response, sent, pieces - 1);
            });
  }
}
