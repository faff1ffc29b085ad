package dev.understudy.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopByHopTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "connection",
        "Keep-Alive",
        "TE",
        "upgrade",
        "Transfer-Encoding",
        "Proxy-Connection",
        "proxy-authenticate",
        "PROXY-AUTHORIZATION",
        "HTTP2-Settings"
      })
  void fieldsForOneConnectionAreKnownInAnyCase(String name) {
    assertThat(HopByHop.is(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tx",
        "authorization",
        "trailer",
        "content-length",
        "upgrade-insecure",
        "host"
      })
  void otherFieldsAreNot(String name) {
    assertThat(HopByHop.is(name)).isFalse();
  }

  @Test
  void connectionFieldNamesFurtherOnes() {
    MultiMap headers = HttpHeaders.headers().add("Connection", "keep-alive, X-One , ,x-TWO");

    assertThat(HopByHop.namedBy(headers)).containsExactlyInAnyOrder("keep-alive", "x-one", "x-two");
  }

  @Test
  void allConnectionFieldsCount() {
    MultiMap headers = HttpHeaders.headers().add("Connection", "close").add("connection", "x-one");

    assertThat(HopByHop.namedBy(headers)).contains("x-one");
  }

  @Test
  void usualConnectionFieldsNameNothing() {
    assertThat(HopByHop.namedBy(HttpHeaders.headers())).isEmpty();
    assertThat(HopByHop.namedBy(HttpHeaders.headers().add("connection", "Keep-Alive"))).isEmpty();
    assertThat(HopByHop.namedBy(HttpHeaders.headers().add("connection", "close"))).isEmpty();
    assertThat(HopByHop.namedBy(HttpHeaders.headers().add("connection", ""))).isEmpty();
  }
}
