package dev.understudy.deploy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.RunningGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What two servers could read in two ways (RFC 9112, sections 2.2, 3.2, 5.1, 5.2, 6 and 11.2) is
 * refused, the connection is closed, and the upstream sees nothing of it nor of what follows.
 */
class AmbiguousRequestsTest {
  private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

  private static RawUpstream upstream;
  private static RunningGateway gateway;

  @BeforeAll
  static void start(@TempDir Path captures) {
    upstream =
        new RawUpstream(
            client -> {
              while (!client.head().isEmpty()) {
                client.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
              }
            });
    gateway = RunningGateway.inFrontOf(upstream.url(), captures);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    upstream.close();
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0, 0\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /a HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: a\r\n X-A: b\r\n\r\n",
        "GET /a HTTP/1.1\nHost: a\n\n",
        "GET /a HTTP/1.1\r\nHost: a\nX-A: b\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: a\r\nX-A: b\rX-B: c\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost : a\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\nhello",
        "GET /a HTTP/1.1\r\nHost: a\r\nX-A: b\0c\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: a\r\nX\0A: b\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello",
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello",
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "GET /a HTTP/1.1\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET http://b/a HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET a HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /a HTTP/1.1 \r\nHost: a\r\n\r\n",
        "GET /a\r\nHost: a\r\n\r\n",
        "GET /a HTTP/3.7\r\nHost: a\r\n\r\n",
        "G(T /a HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n",
      })
  void ambiguousHeadIsRefusedAndNothingIsForwarded(String request) {
    int before = upstream.received().length();
    try (Wire client = Wire.to(gateway.url())) {
      client.send(request + SMUGGLED);

      String answer = client.rest();

      assertThat(answer).matches("(?s)HTTP/1\\.[01] 400 .*|HTTP/3\\.7 501 .*");
      assertThat(answer.substring(1)).doesNotContainPattern("HTTP/1\\.[01] \\d");
      assertThat(upstream.received().substring(before)).isEmpty();
    }
  }
}
