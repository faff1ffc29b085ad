package dev.understudy.gateway.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events, told over real sockets to who reads them in time and who does not. */
class EventsTest {
  private static final long EVERY_MILLIS = 5;

  /** More of them than wait for who reads slowly. */
  private static final int NEWS = 200;

  /** More than sockets hold. */
  private static final String LONG = "x".repeat(16 << 20);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger looks = new AtomicInteger();
  private final CountDownLatch lookedOften = new CountDownLatch(NEWS + 5);
  private final List<Socket> open = new ArrayList<>();
  private volatile String first = "";
  private int port;

  @BeforeEach
  void serve() {
    Events events =
        new Events(
            vertx,
            this::look,
            EVERY_MILLIS,
            call -> true,
            call -> String.valueOf(call.request().getHeader("who")));
    Router router = Router.router(vertx);
    router.get("/events").handler(events::listen);
    port = vertx.createHttpServer().requestHandler(router).listen(0).await().actualPort();
  }

  /** Changes at each of the first looks, of which the first is long, then stays as it is. */
  private String look() {
    int look = looks.incrementAndGet();
    lookedOften.countDown();
    return "{\"state\":%d,\"%s\":0}".formatted(Math.min(look, NEWS), look == 1 ? first : "");
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket each : open) {
      each.close();
    }
    vertx.close().await();
  }

  private InputStream listen(String who) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    open.add(socket);
    socket.setSoTimeout(30_000);
    socket
        .getOutputStream()
        .write(
            "GET /events HTTP/1.1\r\nhost: x\r\nwho: %s\r\n\r\n".formatted(who).getBytes(US_ASCII));
    return socket.getInputStream();
  }

  @Test
  void whoReadsSlowlyIsToldTheNewestStateAfterWhatIsUnderWay() throws Exception {
    first = LONG;
    InputStream slow = listen("ann");

    assertThat(lookedOften.await(30, TimeUnit.SECONDS)).as("looks").isTrue();

    readUntil(slow, "{\"state\":1,");
    readUntil(slow, "{\"state\":%d,".formatted(NEWS));
  }

  /** Fails where that does not come in time, whether something else comes or nothing. */
  private static void readUntil(InputStream in, String text) throws IOException {
    byte[] piece = new byte[1 << 16];
    StringBuilder tail = new StringBuilder();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (tail.indexOf(text) < 0) {
      assertThat(System.nanoTime()).as("time to read " + text).isLessThan(deadline);
      tail.delete(0, Math.max(0, tail.length() - text.length()));
      int read = in.read(piece);
      assertThat(read).as("bytes before the end").isPositive();
      tail.append(new String(piece, 0, read, US_ASCII));
    }
  }

  @Test
  void oneCallerTakesSomePlacesAndAllTogetherTakeAll() throws Exception {
    for (int i = 0; i < 64; i++) {
      readUntil(listen("caller-" + i / 8), "HTTP/1.1 200");
    }

    readUntil(listen("caller-7"), "8 windows of caller-7 listen already; close some");
    readUntil(listen("caller-8"), "64 windows listen already; close some");
  }
}
