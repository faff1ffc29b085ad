package dev.understudy.deploy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.RunningGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What arrives is what was sent, but for what belongs to one connection (RFC 9110, section 7.6).
 */
class TransparencyTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void requestHeadersKeepTheirOrderCaseAndRepetition(@TempDir Path captures) {
    String fields =
        "X-B: 1\r\nauthorization: Bearer k\r\nx-a: 2\r\nX-b: 3\r\nX-Empty: \r\nAccept-Encoding: gzip,"
            + " br\r\nx-Latin: \u00e9\u00ff\r\nX-B: 1\r\nUser-Agent: a/1 (b; c)\r\nDate: now\r\n";

    String seen = forwarded(captures, "GET /v1/models HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");

    assertThat(fields(seen, "Host")).containsExactlyElementsOf(fields("GET\r\n" + fields));
  }

  @Test
  void responseHeadersKeepTheirOrderCaseAndRepetition(@TempDir Path captures) {
    String head =
        "HTTP/1.1 299 Fine, indeed\r\nX-B: 1\r\nx-a: 2\r\nSet-Cookie: a=1\r\nX-b: 3\r\nset-cookie:"
            + " b=2\r\nX-Latin: \u00e9\r\nServer: cloud\r\nDate: now\r\nVia: 1.1 x\r\nContent-Length:"
            + " 2\r\n";

    String seen = relayed(captures, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", head + "\r\nok", 2);

    assertThat(seen).startsWith("HTTP/1.1 299 Fine, indeed\r\n").endsWith("\r\n\r\nok");
    assertThat(fields(seen, "x-understudy-.*")).containsExactlyElementsOf(fields(head));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROPFIND /dav",
        "QUERY /q?a",
        "M-SEARCH /x",
        "OPTIONS /v1/models",
        "GET //x/..;/%2F?a=b&&c",
        "GET /a%2fb%2FB/%7e~/./../c",
        "GET /?",
        "GET /a?b?c=/../&d=%00%zz",
        "GET /a|b^c{d}\"<>\\`[]",
        "GET /\u00c3\u00bc?\u00c3\u00a9",
        "DELETE /v1/files/file-1?",
      })
  void methodAndTargetAreKept(String line, @TempDir Path captures) {
    String seen = forwarded(captures, line + " HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(seen).startsWith(line + " HTTP/1.1\r\n");
  }

  @Test
  void hostIsTheUpstreams(@TempDir Path captures) {
    try (RawUpstream upstream = RawUpstream.saying(OK);
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      client.send("GET / HTTP/1.1\r\nHost: application.example:81\r\n\r\n").head();

      assertThat(upstream.conversation())
          .containsOnlyOnce("ost: " + upstream.url().getAuthority() + "\r\n")
          .doesNotContain("application.example");
    }
  }

  @Test
  void headersOfTheClientsConnectionEndAtTheGateway(@TempDir Path captures) {
    String seen =
        forwarded(
            captures,
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nKeep-Alive:"
                + " timeout=5\r\nProxy-Connection: keep-alive\r\nTE: trailers\r\nUpgrade:"
                + " foo/1\r\nX-Kept: 2\r\nConnection: x-Other\r\nX-Other: 3\r\n\r\n");

    assertThat(fields(seen, "Host")).containsExactly("X-Kept: 2");
  }

  @Test
  void headersOfTheUpstreamsConnectionEndAtTheGateway(@TempDir Path captures) {
    String seen =
        relayed(
            captures,
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "HTTP/1.1 200 OK\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\n"
                + "Proxy-Connection: close\r\nX-Kept: 2\r\nContent-Length: 2\r\n\r\nok",
            2);

    assertThat(fields(seen, "x-understudy-.*")).containsExactly("X-Kept: 2", "Content-Length: 2");
  }

  @Test
  void requestTrailersEndAtTheGatewayAndAreNotAnnouncedEither(@TempDir Path captures) {
    String body = "5\r\nhello\r\n0\r\nX-Sum: 9\r\nx-sum: 8\r\n\r\n";
    try (RawUpstream upstream =
            new RawUpstream(
                client -> {
                  client.head();
                  client.chunked();
                  client.send(OK);
                });
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      client
          .send(
              "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n")
          .send(body);

      assertThat(client.head()).startsWith("HTTP/1.1 200 ");
      assertThat(upstream.conversation())
          .doesNotContain("Trailer")
          .endsWith("5\r\nhello\r\n0\r\n\r\n");
    }
  }

  @Test
  void responseTrailersArrive(@TempDir Path captures) {
    String body = "5\r\nhello\r\n0\r\nX-Sum: 9\r\nx-sum: 8\r\n\r\n";
    String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n";
    try (RawUpstream upstream = RawUpstream.saying(head + body);
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\n\r\n");

      assertThat(client.head()).contains("Trailer: X-Sum\r\n");
      assertThat(client.chunked()).isEqualTo(body);
    }
  }

  @Test
  void upstreamSaysWhetherTheBodyShallCome(@TempDir Path captures) {
    try (RawUpstream upstream =
            new RawUpstream(
                client -> {
                  assertThat(client.head()).containsIgnoringCase("Expect: 100-continue\r\n");
                  client.send("HTTP/1.1 100 Continue\r\n\r\n");
                  assertThat(client.exactly(5)).isEqualTo("hello");
                  client.send(OK);
                });
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");

      assertThat(client.head()).startsWith("HTTP/1.1 100 ");
      assertThat(client.send("hello").head()).startsWith("HTTP/1.1 200 ");
      upstream.conversation();
    }
  }

  @Test
  void upstreamMayRefuseTheBodyUnseen(@TempDir Path captures) {
    try (RawUpstream upstream =
            RawUpstream.saying("HTTP/1.1 413 Too much\r\nContent-Length: 0\r\n\r\n");
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");

      assertThat(client.head()).startsWith("HTTP/1.1 413 Too much\r\n");
    }
  }

  @Test
  void interimAnswersArrive(@TempDir Path captures) {
    String hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nlink: </b>\r\n\r\n";
    try (RawUpstream upstream = RawUpstream.saying(hints + OK);
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(fields(client.head())).containsExactlyElementsOf(fields(hints));
      assertThat(client.head()).startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 55\r\n\r\n",
        "HTTP/1.1 205 Reset Content\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
      })
  void answersWithoutABodyStaySo(String answer, @TempDir Path captures) {
    String two = "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n";
    try (RawUpstream upstream = RawUpstream.repeating(answer);
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url()).send(two)) {
      String first = client.head();

      assertThat(first).startsWith(answer.substring(0, answer.indexOf("\r\n") + 2));
      assertThat(fields(first, "x-understudy-.*")).containsExactlyElementsOf(fields(answer));
      assertThat(client.head()).startsWith("HTTP/1.1 ");
    }
  }

  @Test
  void answersToHeadAnnounceALengthAndHaveNoBody(@TempDir Path captures) {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 123\r\nX-A: 1\r\n\r\n";
    try (RawUpstream upstream = RawUpstream.repeating(head);
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(fields(client.head(), "x-understudy-.*")).containsExactlyElementsOf(fields(head));
      assertThat(client.head()).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void bodyThatEndsWithTheConnectionArrivesWhole(@TempDir Path captures) {
    try (RawUpstream upstream = RawUpstream.saying("HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\nhello");
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      assertThat(client.head()).containsIgnoringCase("transfer-encoding: chunked\r\n");
      assertThat(client.chunked()).isEqualTo("5\r\nhello\r\n0\r\n\r\n");
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void requestsSentAheadAreAnsweredInOrder(@TempDir Path captures) {
    try (RawUpstream upstream =
            new RawUpstream(
                client -> {
                  for (String head = client.head(); !head.isEmpty(); head = client.head()) {
                    client.send(
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + head.charAt(5) + "!");
                  }
                });
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
      client.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
      client.send("GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      assertThat(client.rest().replaceAll("(?s)HTTP/1.1 200.*?\r\n\r\n", "")).isEqualTo("1!2!3!");
    }
  }

  @Test
  void longTargetsAndLargeHeadersPass(@TempDir Path captures) {
    String target = "/" + "a".repeat(20_000);
    String field = "X-Large: " + "b".repeat(16_384);
    try (RawUpstream upstream =
            RawUpstream.saying("HTTP/1.1 200 OK\r\n" + field + "\r\nContent-Length: 0\r\n\r\n");
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n");

      assertThat(client.head()).startsWith("HTTP/1.1 200 ").contains(field);
      assertThat(upstream.conversation()).startsWith("GET " + target + " ").contains(field);
    }
  }

  /** What the upstream gets of this request. */
  private static String forwarded(Path captures, String request) {
    try (RawUpstream upstream = RawUpstream.saying(OK);
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      assertThat(client.send(request).head()).startsWith("HTTP/1.1 200 OK\r\n");
      return upstream.conversation();
    }
  }

  /** What the client gets of this answer, whose body has so many bytes. */
  private static String relayed(Path captures, String request, String answer, int bytes) {
    try (RawUpstream upstream = RawUpstream.saying(answer);
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      return client.send(request).head() + client.exactly(bytes);
    }
  }

  private static List<String> fields(String message) {
    return fields(message, "-");
  }

  /** The header lines of a message but for those whose name matches, in any case. */
  private static List<String> fields(String message, String without) {
    return Stream.of(message.split("\r\n\r\n", 2)[0].split("\r\n"))
        .skip(1)
        .filter(line -> !line.matches("(?i)(" + without + "):.*"))
        .map(String::stripTrailing)
        .toList();
  }
}
