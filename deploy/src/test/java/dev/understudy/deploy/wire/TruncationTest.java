package dev.understudy.deploy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.RunningGateway;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What breaks on one side is visibly broken on the other, never a clean end. */
class TruncationTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void answerShorterThanItsLengthIsBroken(@TempDir Path captures) {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello";
    try (RawUpstream upstream = RawUpstream.saying(answer);
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url()).send(GET)) {
      assertThat(client.head()).startsWith("HTTP/1.1 200 ").contains("Content-Length: 100\r\n");
      assertThat(client.rest()).isEqualTo("hello");
    }
  }

  @Test
  void chunkedAnswerWithoutItsLastChunkIsBroken(@TempDir Path captures) {
    String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
    try (RawUpstream upstream = RawUpstream.saying(answer);
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url()).send(GET)) {
      assertThat(client.head()).startsWith("HTTP/1.1 200 ");
      assertThat(client.rest()).isEqualTo("5\r\nhello\r\n");
    }
  }

  @Test
  void answerCutInTheMiddleOfAChunkIsBroken(@TempDir Path captures) {
    String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhello";
    try (RawUpstream upstream = RawUpstream.saying(answer);
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url()).send(GET)) {
      assertThat(client.head()).startsWith("HTTP/1.1 200 ");
      assertThat(client.rest()).contains("hello").doesNotEndWith("0\r\n\r\n");
    }
  }

  @Test
  void answerWhoseChunksCannotBeReadIsBroken(@TempDir Path captures) {
    String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n";
    try (RawUpstream upstream = RawUpstream.saying(answer);
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url()).send(GET)) {
      client.head();
      assertThat(client.rest()).doesNotEndWith("0\r\n\r\n");
    }
  }

  @Test
  void answerThatIsResetIsBroken(@TempDir Path captures) {
    try (RawUpstream upstream =
            new RawUpstream(
                client -> {
                  client.head();
                  client.send(
                      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
                  client.exactly(2);
                  client.reset();
                });
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client =
            Wire.to(gateway.url())
                .send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nh")) {
      client.head();
      assertThat(client.exactly(10)).isEqualTo("5\r\nhello\r\n");

      client.send("e");

      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void uploadThatBreaksIsBrokenForTheUpstream(@TempDir Path captures) throws Exception {
    CompletableFuture<String> arrived = new CompletableFuture<>();
    try (RawUpstream upstream =
            new RawUpstream(
                client -> {
                  client.head();
                  arrived.complete(client.exactly(10));
                  assertThat(client.rest()).isEmpty();
                });
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
      assertThat(arrived.get(30, TimeUnit.SECONDS)).isEqualTo("5\r\nhello\r\n");

      client.reset();

      upstream.conversation();
    }
  }

  @Test
  void headArrivesBeforeTheBodyBegins(@TempDir Path captures) {
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 413 No\r\nContent-Length: 0\r\n\r\n");
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");

      assertThat(client.head()).startsWith("HTTP/1.1 413 No\r\n");
    }
  }

  @Test
  void upstreamLearnsThatTheClientLeft(@TempDir Path captures) {
    try (RawUpstream upstream =
            new RawUpstream(
                client -> {
                  client.head();
                  client.send(
                      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
                  assertThat(client.rest()).isEmpty();
                });
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url()).send(GET)) {
      client.head();
      client.exactly(10);
      client.reset();

      upstream.conversation();
    }
  }

  @Test
  void answerDuringTheUploadArrivesAtOnce(@TempDir Path captures) {
    String answer = "HTTP/1.1 413 Too much\r\nContent-Length: 2\r\n\r\nno";
    try (RawUpstream upstream =
            new RawUpstream(
                client -> {
                  client.head();
                  client.send(answer);
                  client.rest();
                });
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhello");

      assertThat(client.head()).startsWith("HTTP/1.1 413 Too much\r\n");
      assertThat(client.exactly(2)).isEqualTo("no");
    }
  }

  @Test
  void upstreamThatRefusesIsABadGateway(@TempDir Path captures) throws Exception {
    try (Socket nobody =
        new Socket()) { // refuses connections to its port, and keeps it from others
      nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      URI url = URI.create("http://127.0.0.1:" + nobody.getLocalPort());
      try (RunningGateway gateway = RunningGateway.inFrontOf(url, captures);
          Wire client = Wire.to(gateway.url()).send(GET)) {
        assertThatItIsABadGateway(client);
      }
    }
  }

  @Test
  void upstreamThatLeavesBeforeItsAnswerIsABadGateway(@TempDir Path captures) {
    try (RawUpstream upstream = RawUpstream.saying("");
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url()).send(GET)) {
      assertThatItIsABadGateway(client);
    }
  }

  @Test
  void upstreamThatIsUnreadableIsABadGateway(@TempDir Path captures) {
    try (RawUpstream upstream = RawUpstream.saying("SSH-2.0-OpenSSH_9.9\r\n\r\n");
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url()).send(GET)) {
      assertThatItIsABadGateway(client);
    }
  }

  private static void assertThatItIsABadGateway(Wire client) {
    String head = client.head();
    assertThat(head)
        .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
        .containsIgnoringCase("x-understudy-request-id: ")
        .containsIgnoringCase("x-understudy-upstream: ");
    int length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
    assertThat(client.exactly(length)).contains("\"error\"", "\"message\"", "\"type\"", "\"code\"");
  }
}
