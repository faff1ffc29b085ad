package dev.understudy.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedHeadersTest {
  @Test
  void namesMatchInAnyCaseAndStarsAtTheirEnd() {
    RecordedHeaders headers = new RecordedHeaders(List.of("Content-Type", "x-ratelimit-*"));

    assertThat(headers.allows("content-type")).isTrue();
    assertThat(headers.allows("CONTENT-TYPE")).isTrue();
    assertThat(headers.allows("X-RateLimit-Remaining-Tokens")).isTrue();
    assertThat(headers.allows("content-types")).isFalse();
    assertThat(headers.allows("x-ratelimit")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "Set-Cookie",
        "X-Api-Key",
        "Api-Key",
        "X-Goog-Api-Key",
        "OpenAI-Organization",
        "OpenAI-Project",
        "Ocp-Apim-Subscription-Key",
        "X-Amz-Security-Token",
        "X-Acme-Secret"
      })
  void credentialsAreNeverRecorded(String name) {
    assertThat(RecordedHeaders.REQUEST_DEFAULT.allows(name)).isFalse();
    assertThat(RecordedHeaders.RESPONSE_DEFAULT.allows(name)).isFalse();
    assertThatThrownBy(() -> new RecordedHeaders(List.of(name)))
        .hasMessage("'%1$s' would record '%1$s', a credential", name.toLowerCase(Locale.ROOT));
  }

  @Test
  void aStarThatTakesInAKnownCredentialIsRefused() {
    assertThatThrownBy(() -> new RecordedHeaders(List.of("*")))
        .hasMessage("'*' would record 'authorization', a credential");
    assertThatThrownBy(() -> new RecordedHeaders(List.of("openai-*")))
        .hasMessage("'openai-*' would record 'openai-organization', a credential");
  }

  @Test
  void aStarNeverTakesInWhatLooksLikeACredential() {
    RecordedHeaders headers = new RecordedHeaders(List.of("x-acme-*"));

    assertThat(headers.allows("x-acme-team")).isTrue();
    assertThat(headers.allows("X-Acme-Access-Token")).isFalse();
    assertThat(headers.allows("x-acme-api-key")).isFalse();
  }
}
