package dev.understudy.diff.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void withoutObservationsEveryRateIsPossible() {
    assertThat(Interval.of(Counts.NONE, 0.05)).isEqualTo(new Interval(0, 1));
  }

  @Test
  void noneBadBoundsTheRateFromAbove() {
    Interval interval = Interval.of(new Counts(100, 0), 0.05);

    // the rate at which (1 - rate)^100 * 101 = 0.05
    assertThat(interval.low()).isZero();
    assertThat(interval.high()).isCloseTo(1 - Math.pow(0.05 / 101, 0.01), within(1e-9));
  }

  @Test
  void allBadIsTheMirrorOfNoneBad() {
    Interval none = Interval.of(new Counts(100, 0), 0.05);
    Interval all = Interval.of(new Counts(100, 100), 0.05);

    assertThat(all.low()).isCloseTo(1 - none.high(), within(1e-9));
    assertThat(all.high()).isOne();
  }

  @Test
  void aMillionObservationsLeaveATenthOfAPercent() {
    Interval interval = Interval.of(new Counts(1_000_000, 50_000), 0.05);

    assertThat(interval.low()).isBetween(0.0485, 0.05);
    assertThat(interval.high()).isBetween(0.05, 0.0515);
  }

  @Test
  void trueRateStaysInsideAtEveryLookInAlmostAllRuns() {
    SplittableRandom dice = new SplittableRandom(5);
    int left = 0;
    for (int run = 0; run < 500; run++) {
      Counts counts = Counts.NONE;
      boolean inside = true;
      for (int i = 0; i < 400 && inside; i++) {
        counts = counts.plus(dice.nextDouble() < 0.1);
        Interval interval = Interval.of(counts, 0.05);
        inside = interval.low() <= 0.1 && 0.1 <= interval.high();
      }
      left += inside ? 0 : 1;
    }

    System.out.printf("evidence: true rate outside its interval: %d of 500%n", left);
    assertThat(left).isLessThan(25);
  }
}
