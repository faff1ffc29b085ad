package dev.understudy.gateway.figures;

import java.util.Objects;

/**
 * How durations are spread.
 *
 * @param count how many there are
 * @param p50 the median, in milliseconds; {@code NaN} where there are none, as for the others
 * @param p90 nine in ten took no longer, in milliseconds
 * @param p99 99 in 100 took no longer, in milliseconds
 * @param most the longest, in milliseconds
 * @param bounds the upper bounds of the classes that hold any, and of those between them, in
 *     milliseconds, ten to each power of ten
 * @param counts how many durations each class holds
 */
public record Spread(
    long count,
    double p50,
    double p90,
    double p99,
    double most,
    double[] bounds,
    long[] counts) {
  /** Of no durations at all. */
  static final Spread NONE =
      new Spread(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, new double[0], new long[0]);

  public Spread {
    Objects.requireNonNull(bounds, "bounds");
    Objects.requireNonNull(counts, "counts");
  }
}
