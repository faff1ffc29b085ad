package dev.understudy.exchange.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceTest {
  private static final String CERTAIN = "{\"content\":[{\"logprob\":0}]}";

  @Test
  void whatTheStudentSaysCountsBeforeItsTokens() {
    assertThat(Confidence.of("0.250000", CERTAIN)).isEqualTo(0.25);
    assertThat(Confidence.of(null, CERTAIN)).isEqualTo(1);
    assertThat(Confidence.of(null, null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "high", "NaN", "1.01", "-0.1", "0.5.5", "Infinity"})
  void whatIsNoProbabilitySaysNothing(String header) {
    assertThat(Confidence.said(header)).isNull();
    assertThat(Confidence.of(header, CERTAIN)).isEqualTo(1);
  }
}
