package dev.understudy.trainer.evaluation.interval;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Percentile intervals by resampling rows (Efron and Tibshirani, "An Introduction to the
 * Bootstrap", 1993, chapter 13). Where a statistic compares two systems, both are taken from the
 * same resampled rows, which makes the interval that of paired observations. The same seed gives
 * the same resamples.
 *
 * @param resamples how many, at least 100
 * @param seed of the dice
 * @param level the confidence, within (0, 1)
 */
public record Bootstrap(int resamples, long seed, double level) {
  /** 2,000 resamples, at 95%. */
  public static final Bootstrap DEFAULT = new Bootstrap(2_000, 1, 0.95);

  public Bootstrap {
    if (resamples < 100) {
      throw new IllegalArgumentException("resamples must be at least 100, got " + resamples);
    }
    Levels.require(level);
  }

  /**
   * Where a statistic lies. Resamples that have none are left out; there is no interval where more
   * than half have none, nor of less than two rows.
   *
   * @param rows how many rows there are
   */
  public Optional<Interval> interval(int rows, RowStatistic statistic) {
    if (rows < 2) {
      return Optional.empty();
    }
    SplittableRandom dice = new SplittableRandom(seed);
    int[] drawn = new int[rows];
    double[] figures =
        IntStream.range(0, resamples)
            .mapToDouble(i -> statistic.of(draw(dice, drawn)))
            .filter(figure -> !Double.isNaN(figure))
            .toArray();
    if (2 * figures.length < resamples) {
      return Optional.empty();
    }
    Arrays.sort(figures);
    double tail = 100 * (1 - level) / 2;
    return Optional.of(
        new Interval(
            StatUtils.percentile(figures, tail), StatUtils.percentile(figures, 100 - tail)));
  }

  private static int[] draw(SplittableRandom dice, int[] drawn) {
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = dice.nextInt(drawn.length);
    }
    return drawn;
  }
}
