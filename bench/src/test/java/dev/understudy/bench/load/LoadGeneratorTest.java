package dev.understudy.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.bench.traffic.Ask;
import dev.understudy.bench.traffic.ChatRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
  private static final int WHOLE_BODY = 300;

  private ServerSocket server;
  private LoadGenerator load;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    load = new LoadGenerator(1 << 16);
  }

  @AfterEach
  void close() throws IOException {
    load.close();
    server.close();
  }

  @Test
  void countsWholeAnswersAndStopsAtTheGivenNumber() throws Exception {
    answer(head("200 OK", WHOLE_BODY) + "x".repeat(WHOLE_BODY - 1) + "}");

    Tally tally = saturate(20);

    assertThat(tally.answered()).isEqualTo(20);
    assertThat(tally.errors()).isEmpty();
    assertThat(tally.perSecond()).isPositive();
  }

  @Test
  void aProxyThatFailsFastIsNotFast() throws Exception {
    answer(head("502 Bad Gateway", 2) + "{}");

    Tally tally = saturate(20);

    assertThat(tally.answered()).isZero();
    assertThat(tally.errors()).containsExactly(Map.entry("status 502", 20L));
  }

  @Test
  void aShortBodyIsAnError() throws Exception {
    answer(head("200 OK", 2) + "{}");

    assertThat(saturate(5).errors()).containsExactly(Map.entry("short body", 5L));
  }

  @Test
  void aBodyWithoutItsEndIsAnError() throws Exception {
    answer(head("200 OK", WHOLE_BODY) + "x".repeat(WHOLE_BODY));

    assertThat(saturate(5).errors()).containsExactly(Map.entry("wrong end", 5L));
  }

  @Test
  void aConnectionCutInTheMiddleIsAnError() throws Exception {
    answer(head("200 OK", WHOLE_BODY) + "cut");

    assertThat(saturate(3).errors()).containsExactly(Map.entry("connection cut", 3L));
  }

  @Test
  void opensAsManyConnectionsAsAskedFor() throws Exception {
    server.setSoTimeout(10_000);

    CompletableFuture<Tally> run =
        load.saturate(server.getLocalPort(), 32, request(), Duration.ofSeconds(20), 32);
    List<Socket> accepted = new ArrayList<>();
    while (accepted.size() < 32) { // an accept that comes to nothing within 10 s fails the test
      accepted.add(server.accept());
    }
    server.setSoTimeout(200);

    assertThatThrownBy(() -> server.accept()).isInstanceOf(SocketTimeoutException.class);
    server.close();
    for (Socket socket : accepted) {
      socket.close();
    }
    assertThat(run.get(30, TimeUnit.SECONDS).errors()).containsEntry("connection cut", 32L);
  }

  @Test
  void clientsThatPauseSendNoFasterThanTheirPauseAllows() throws Exception {
    answer(head("200 OK", WHOLE_BODY) + "x".repeat(WHOLE_BODY - 1) + "}");

    Tally tally =
        load.converse(
                server.getLocalPort(),
                1,
                request(),
                Duration.ofMillis(40),
                Duration.ofSeconds(20),
                5)
            .get(30, TimeUnit.SECONDS);

    assertThat(tally.answered()).isEqualTo(5);
    assertThat(tally.took()).isGreaterThanOrEqualTo(Duration.ofMillis(5 * 40));
  }

  @Test
  void anOpenLoopSendsAllItsRequestsAndTimesThem() throws Exception {
    answer(head("200 OK", WHOLE_BODY) + "x".repeat(WHOLE_BODY - 1) + "}");

    Latencies latencies =
        load.pace(server.getLocalPort(), 1, request(), 100, Duration.ofMillis(300))
            .get(30, TimeUnit.SECONDS);

    assertThat(latencies.tally().answered()).isEqualTo(30);
    assertThat(latencies.histogram().getTotalCount()).isEqualTo(30);
    assertThat(latencies.millisAt(99)).isGreaterThanOrEqualTo(latencies.millisAt(50)).isPositive();
  }

  private Tally saturate(long requests) throws Exception {
    return load.saturate(server.getLocalPort(), 1, request(), Duration.ofSeconds(20), requests)
        .get(30, TimeUnit.SECONDS);
  }

  private ChatRequest request() {
    return new ChatRequest(Ask.answer(WHOLE_BODY), 512, "127.0.0.1", Map.of());
  }

  private static String head(String status, int length) {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + length + "\r\n\r\n";
  }

  /**
   * One connection after the other: reads a request, writes those bytes; closes if they fall short.
   */
  private void answer(String bytes) {
    boolean cut = bytes.endsWith("cut");
    Thread serving =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  InputStream in = socket.getInputStream();
                  OutputStream out = socket.getOutputStream();
                  int request = request().bytes();
                  while (in.readNBytes(request).length == request) {
                    out.write(bytes.getBytes(StandardCharsets.US_ASCII));
                    if (cut) {
                      break;
                    }
                  }
                } catch (IOException closed) {
                  // the load has ended
                }
              }
            });
    serving.setDaemon(true);
    serving.start();
  }
}
