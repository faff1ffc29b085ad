package dev.understudy.sink.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sink.firehose.FirehoseSettings.Retries;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MILLI = 1_000_000;
  private final Pace pace =
      new Pace(new Retries(8, Duration.ofMillis(100), Duration.ofMillis(1000)));

  @Test
  void whoIsNotAskedToSlowDownIsNeverHeld() {
    pace.called(0);
    pace.faster();

    assertThat(pace.waitNanos(0)).isZero();
  }

  @Test
  void everyPleaDoublesTheGapUpToTheLongest() {
    for (long gap : new long[] {100, 200, 400, 800, 1000, 1000}) {
      pace.slower(0);

      assertThat(pace.waitNanos(0)).isEqualTo(gap * MILLI);
      assertThat(pace.waitNanos(gap * MILLI)).isZero();
    }
  }

  @Test
  void callsKeepTheGapUntilWhatIsTakenHasShrunkItAway() {
    pace.slower(0);
    pace.called(100 * MILLI);
    assertThat(pace.waitNanos(150 * MILLI)).isEqualTo(50 * MILLI);

    long before = Long.MAX_VALUE;
    int batches = 0;
    while (pace.waitNanos(0) > 0) {
      pace.faster();
      pace.called(0);
      assertThat(pace.waitNanos(0)).isLessThan(before);
      before = pace.waitNanos(0);
      batches++;
    }

    assertThat(batches).isBetween(10, 30);
  }
}
