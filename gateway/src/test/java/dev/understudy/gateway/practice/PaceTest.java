package dev.understudy.gateway.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Pace EIGHTY = new Pace(Duration.ofMillis(50), 80);

  @Test
  void firstTokenIsDueAtOnceAndTheNextAfterItsTime() {
    assertThat(EIGHTY.dueAfter(Duration.ZERO)).isEqualTo(1);
    assertThat(EIGHTY.dueAfter(Duration.ofMillis(12))).isEqualTo(1);
    assertThat(EIGHTY.dueAfter(Duration.ofMillis(13))).isEqualTo(2);
    assertThat(EIGHTY.dueAfter(Duration.ofSeconds(1))).isEqualTo(81);
  }

  @Test
  void infiniteRateMakesEverythingDueAtOnce() {
    Pace atOnce = new Pace(Duration.ZERO, Double.POSITIVE_INFINITY);

    assertThat(atOnce.dueAfter(Duration.ofNanos(1))).isEqualTo(Long.MAX_VALUE);
    assertThat(atOnce.wholeAnswer(1000)).isZero();
  }

  @Test
  void wholeAnswerTakesLatencyAndAllTokensAfterTheFirst() {
    assertThat(EIGHTY.wholeAnswer(81)).isEqualTo(Duration.ofMillis(1050));
    assertThat(EIGHTY.wholeAnswer(0)).isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void rateOfZeroIsRefused() {
    assertThatThrownBy(() -> new Pace(Duration.ZERO, 0))
        .hasMessage("tokens per second must be more than 0, got 0.0");
  }
}
