package dev.understudy.trainer.evaluation.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntervalsTest {
  private static final long SEED = 20_261_126;

  @Test
  void wilsonIsThatOfPublishedExamples() {
    // Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I
    assertThat(Wilson.of(81, 263, 0.95).low()).isCloseTo(0.2553, within(5e-5));
    assertThat(Wilson.of(81, 263, 0.95).high()).isCloseTo(0.3662, within(5e-5));
    assertThat(Wilson.of(0, 20, 0.95).low()).isZero();
    assertThat(Wilson.of(0, 20, 0.95).high()).isCloseTo(0.1611, within(5e-5));
    assertThat(Wilson.of(20, 20, 0.95).high()).isEqualTo(1);
  }

  @Test
  void wilsonHoldsTheTrueShareAsOftenAsItSays() {
    SplittableRandom dice = new SplittableRandom(SEED);
    int held = 0;

    for (int i = 0; i < 4_000; i++) {
      int hits = (int) dice.doubles(200).filter(each -> each < 0.9).count();
      held += Wilson.of(hits, 200, 0.95).contains(0.9) ? 1 : 0;
    }

    assertThat(held / 4_000.0).isBetween(0.935, 0.965);
  }

  @Test
  void pairedBootstrapHoldsTheTrueDifferenceAsOftenAsItSays() {
    SplittableRandom dice = new SplittableRandom(SEED);
    int held = 0;

    for (int i = 0; i < 600; i++) {
      // both right 75%, only the first 15%, only the second 5%: the true difference is 0.1
      double[] apart = dice.doubles(150).map(IntervalsTest::difference).toArray();
      Bootstrap bootstrap = new Bootstrap(400, i, 0.9);
      held +=
          bootstrap.interval(150, rows -> mean(apart, rows)).orElseThrow().contains(0.1) ? 1 : 0;
    }

    assertThat(held / 600.0).isBetween(0.87, 0.93);
  }

  private static double difference(double draw) {
    return draw < 0.15 ? 1 : draw < 0.2 ? -1 : 0;
  }

  private static double mean(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).average().orElseThrow();
  }

  @Test
  void sameSeedGivesTheSameInterval() {
    double[] values = new SplittableRandom(SEED).doubles(50).toArray();

    Interval once = Bootstrap.DEFAULT.interval(50, rows -> mean(values, rows)).orElseThrow();
    Interval again = Bootstrap.DEFAULT.interval(50, rows -> mean(values, rows)).orElseThrow();
    Interval other =
        new Bootstrap(2_000, 2, 0.95).interval(50, rows -> mean(values, rows)).orElseThrow();

    assertThat(again).isEqualTo(once).isNotEqualTo(other);
  }

  @Test
  void thereIsNoIntervalWhereMostResamplesHaveNoFigure() {
    Bootstrap bootstrap = new Bootstrap(100, 1, 0.95);

    assertThat(bootstrap.interval(10, rows -> Double.NaN)).isEmpty();
    assertThat(bootstrap.interval(10, rows -> rows[0] < 8 ? 1 : Double.NaN)).isPresent();
    assertThat(bootstrap.interval(1, rows -> 1)).isEmpty();
  }

  @Test
  void mcNemarCountsOnlyRowsThatTellTheTwoApart() {
    assertThat(new McNemar(10, 2).p()).isCloseTo(2 * 79.0 / 4096, within(1e-12));
    assertThat(new McNemar(2, 10).p()).isEqualTo(new McNemar(10, 2).p());
    assertThat(new McNemar(5, 5).p()).isEqualTo(1);
    assertThat(new McNemar(0, 0).p()).isEqualTo(1);
    assertThat(new McNemar(6, 0).p()).isCloseTo(2.0 / 64, within(1e-12));
  }

  @Test
  void unusableSettingsAreRefused() {
    assertThatThrownBy(() -> new Bootstrap(99, 1, 0.95))
        .hasMessage("resamples must be at least 100, got 99");
    assertThatThrownBy(() -> Wilson.of(1, 2, 95))
        .hasMessage("a confidence level must be within (0, 1), such as 0.95, got 95.0");
    assertThatThrownBy(() -> new Interval(2, 1)).hasMessage("no interval: 2.0 to 1.0");
  }
}
