package dev.understudy.deploy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.RunningGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chunks that two servers could read in two ways (RFC 9112, section 7.1): the client is refused,
 * and the upstream, which may have got the head already, never gets the request whole.
 */
class AmbiguousBodiesTest {
  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "FFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n",
        "100000005\r\nhello\r\n0\r\n\r\n",
        "5\nhello\r\n0\r\n\r\n",
        "5\r\nhello\n0\r\n\r\n",
        "5\r\nhello0\r\n\r\n",
        "5\r\nhelloXX0\r\n\r\n",
        "-5\r\nhello\r\n0\r\n\r\n",
        "+5\r\nhello\r\n0\r\n\r\n",
        "0x5\r\nhello\r\n0\r\n\r\n",
        "\r\nhello\r\n0\r\n\r\n",
        "g\r\nhello\r\n0\r\n\r\n",
        "5;a=\nb\r\nhello\r\n0\r\n\r\n",
        "5\r\nhello\r\n0\r\nX-A : b\r\n\r\n",
        "5\r\nhello\r\n0\r\nX-A: b\nX-B: c\r\n\r\n",
      })
  void ambiguousChunksNeverBecomeARequest(String body, @TempDir Path captures) {
    try (RawUpstream upstream =
            new RawUpstream(
                client -> {
                  client.head();
                  client.chunked();
                  client.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      // In one, as the gateway closes the connection once it saw the body.
      client.send(
          "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
              + body
              + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");

      String answer = client.rest();

      assertThat(upstream.received()).doesNotContain("0\r\n\r\n").doesNotContain("smuggled");
      assertThat(answer).startsWith("HTTP/1.1 400 ");
      assertThat(answer.substring(1)).doesNotContainPattern("HTTP/1\\.[01] \\d");
    }
  }
}
