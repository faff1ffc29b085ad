package dev.understudy.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
  @ParameterizedTest
  @CsvSource({
    // the teacher's base URL, the client's target, what the teacher is asked for
    "http://t,               /v1/chat,            /v1/chat",
    "http://t/,              /v1/chat,            /v1/chat",
    "http://t/v1,            /v1/chat,            /v1/chat",
    "http://t/v1/,           /v1/chat?a=b,        /v1/chat?a=b",
    "http://t/v1,            /chat,               /chat",
    "http://t/api/v3,        /v1/chat,            /api/v3/chat",
    "http://t/api/v3,        /v1,                 /api/v3",
    "http://t/api/v3,        /v1?a=b,             /api/v3?a=b",
    "http://t/api/v3,        /api/v3/chat,        /api/v3/chat",
    "http://t/api/v3,        /api/v3x/chat,       /api/v3x/chat",
    "http://t/api/v3,        /v10/chat,           /v10/chat",
    "http://t/api/v3,        /other,              /other",
    "http://t/api,           /v1/a%2Fb//c?x=%20&x, /api/a%2Fb//c?x=%20&x",
    "http://t/api,           *,                   *",
  })
  void targetIsMovedUnderTheTeachersBasePath(String url, String target, String asked) {
    assertThat(Origin.of("t", URI.create(url)).target(target)).isEqualTo(asked);
  }

  @ParameterizedTest
  @CsvSource({
    "http://host,           false, host,      80,   host",
    "http://host:80,        false, host,      80,   host",
    "http://host:443,       false, host,      443,  host:443",
    "https://host,          true,  host,      443,  host",
    "HTTPS://host:8443/v1,  true,  host,      8443, host:8443",
    "http://[::1]:9000/v1,  false, ::1,       9000, [::1]:9000",
    "http://[::1]/v1,       false, ::1,       80,   [::1]",
  })
  void authorityNamesThePortUnlessItIsTheSchemesOwn(
      String url, boolean tls, String host, int port, String authority) {
    Origin origin = Origin.of("t", URI.create(url));

    assertThat(origin.tls()).isEqualTo(tls);
    assertThat(origin.host()).isEqualTo(host);
    assertThat(origin.port()).isEqualTo(port);
    assertThat(origin.authority()).isEqualTo(authority);
  }

  @Test
  void urlWithoutAHostIsRefused() {
    assertThatThrownBy(() -> Origin.of("t", URI.create("http:/v1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("upstream 't' has no host in its URL: http:/v1");
  }
}
