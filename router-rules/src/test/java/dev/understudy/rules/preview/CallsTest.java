package dev.understudy.rules.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallsTest {
  private static final long SECOND = 1_000_000;

  private final Calls calls = new Calls();

  private void add(int each, long fromSecond, long untilSecond) {
    for (long second = fromSecond; second < untilSecond; second++) {
      for (int i = 0; i < each; i++) {
        calls.add(second * SECOND);
      }
    }
  }

  @Test
  void thePeakIsTheMinuteThatHasTheMost() {
    add(1, 0, 120);
    add(4, 120, 180);

    assertThat(calls.perSecond(Duration.ofMinutes(3))).isEqualTo(2);
    assertThat(calls.peakPerSecond(Duration.ofMinutes(3))).isEqualTo(4);
  }

  @Test
  void thePeakIsNotBelowTheMeanWhereMinutesOfTheClockPartTheCalls() {
    add(3, 90, 150);

    assertThat(calls.perSecond(Duration.ofMinutes(1))).isEqualTo(3);
    assertThat(calls.peakPerSecond(Duration.ofMinutes(1))).isEqualTo(3);
  }
}
