package dev.understudy.trainer.evaluation.figures;

import dev.understudy.trainer.evaluation.interval.Bootstrap;
import dev.understudy.trainer.evaluation.interval.Interval;
import dev.understudy.trainer.evaluation.interval.RowStatistic;
import dev.understudy.trainer.evaluation.interval.Wilson;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a test set and where it lies in truth.
 *
 * @param value as it was measured
 * @param low the lower end of its interval, or null where there is none
 * @param high the upper end, or null
 * @param rows how many rows it was measured on
 */
public record Measured(double value, @Nullable Double low, @Nullable Double high, int rows) {
  /** A share of rows, with its Wilson interval; null without rows. */
  static @Nullable Measured share(int hits, int rows, double level) {
    if (rows == 0) {
      return null;
    }
    Interval interval = Wilson.of(hits, rows, level);
    return new Measured((double) hits / rows, interval.low(), interval.high(), rows);
  }

  /** A statistic of rows 0 to that number, with its bootstrap interval; null where it has none. */
  static @Nullable Measured resampled(int rows, Bootstrap bootstrap, RowStatistic statistic) {
    double value = rows == 0 ? Double.NaN : statistic.of(IntStream.range(0, rows).toArray());
    if (Double.isNaN(value)) {
      return null;
    }
    Interval interval = bootstrap.interval(rows, statistic).orElse(null);
    return interval == null
        ? new Measured(value, null, null, rows)
        : new Measured(value, interval.low(), interval.high(), rows);
  }

  /** The lower end, or the value itself where there is no interval. */
  public double lowOrValue() {
    return low == null ? value : low;
  }
}
