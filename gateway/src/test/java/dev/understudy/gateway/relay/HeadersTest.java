package dev.understudy.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.config.Timeouts;
import dev.understudy.gateway.upstream.Destination;
import dev.understudy.gateway.upstream.Origin;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeadersTest {
  private final MultiMap from = MultiMap.caseInsensitiveMultiMap(); // takes any name
  private final MultiMap to = HttpHeaders.headers();

  private static List<String> lines(MultiMap headers) {
    return headers.entries().stream().map(each -> each.getKey() + ": " + each.getValue()).toList();
  }

  @Test
  void orderCaseAndRepeatsAreKept() {
    from.add("X-B", "2").add("x-a", "1").add("Host", "gateway").add("X-B", "1").add("Accept", "");

    Headers.copyRequest(from, to, at("http://teacher:8000"));

    assertThat(lines(to))
        .containsExactly("X-B: 2", "x-a: 1", "Host: teacher:8000", "X-B: 1", "Accept: ");
  }

  @Test
  void fieldsForOneHopStayBehind() {
    from.add("Connection", "close")
        .add("connection", "X-Mine")
        .add("x-mine", "1")
        .add("TE", "trailers")
        .add("Transfer-Encoding", "chunked")
        .add("x-yours", "1");

    Headers.copyRequest(from, to, at("http://t"));

    assertThat(lines(to)).containsExactly("x-yours: 1", "host: t");
  }

  @Test
  void http2sPseudoFieldsStayBehindAndItsCookiePiecesAreJoined() {
    from.add(":authority", "gateway")
        .add(":path", "/")
        .add("cookie", "a=1")
        .add("x-a", "1")
        .add("cookie", "b=2")
        .add("cookie", "c=3");

    Headers.copyRequest(from, to, at("http://t"));

    assertThat(lines(to)).containsExactlyInAnyOrder("cookie: a=1; b=2; c=3", "x-a: 1", "host: t");
  }

  @Test
  void answersFieldsPassLikewise() {
    from.add("Set-Cookie", "a=1")
        .add("Date", "today")
        .add("set-cookie", "b=2")
        .add("Keep-Alive", "timeout=5")
        .add(":status", "200");

    Headers.copyResponse(from, to);

    assertThat(lines(to)).containsExactly("Set-Cookie: a=1", "Date: today", "set-cookie: b=2");
  }

  private static Destination at(String url) {
    return new Destination(
        Origin.of("teacher", URI.create(url)), Timeouts.DEFAULT, true, null, null, null, Set.of());
  }
}
