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
  /** More than sockets and the queue before them hold. */
  private static final String LONG = "x".repeat(16 << 20);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger state = new AtomicInteger(1);
  private final AtomicInteger looks = new AtomicInteger();
  private final CountDownLatch lookedAgain = new CountDownLatch(3);
  private final List<Socket> open = new ArrayList<>();
  private volatile String more = "";
  private int port;

  @BeforeEach
  void serve() {
    Events events =
        new Events(
            vertx,
            this::look,
            call -> true,
            call -> String.valueOf(call.request().getHeader("who")));
    Router router = Router.router(vertx);
    router.get("/events").handler(events::listen);
    port = vertx.createHttpServer().requestHandler(router).listen(0).await().actualPort();
  }

  /** Changes after the first look, and is the same from then on. */
  private String look() {
    int seen = state.get();
    if (looks.incrementAndGet() > 1) {
      state.set(2);
      seen = 2;
      lookedAgain.countDown();
    }
    return "{\"state\":" + seen + ",\"" + more + "\":0}";
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
    socket.setSoTimeout(5_000);
    socket
        .getOutputStream()
        .write(
            "GET /events HTTP/1.1\r\nhost: x\r\nwho: %s\r\n\r\n".formatted(who).getBytes(US_ASCII));
    return socket.getInputStream();
  }

  @Test
  void whoReadsSlowlyIsToldTheNewestStateAfterWhatIsUnderWay() throws Exception {
    more = LONG;
    InputStream slow = listen("ann");

    assertThat(lookedAgain.await(20, TimeUnit.SECONDS)).as("looks").isTrue();

    readUntil(slow, "{\"state\":1,");
    readUntil(slow, "{\"state\":2,");
  }

  /** Fails by a timeout where that does not come. */
  private static void readUntil(InputStream in, String text) throws IOException {
    byte[] piece = new byte[1 << 16];
    StringBuilder tail = new StringBuilder();
    while (tail.indexOf(text) < 0) {
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
