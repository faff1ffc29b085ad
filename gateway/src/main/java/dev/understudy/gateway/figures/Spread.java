package dev.understudy.gateway.figures;

import java.util.List;

/**
 * How durations are spread.
 *
 * @param count how many there are
 * @param p50 the median, in milliseconds; {@code NaN} where there are none, as for the others
 * @param p90 nine in ten took no longer, in milliseconds
 * @param p99 99 in 100 took no longer, in milliseconds
 * @param most the longest, in milliseconds
 * @param classes all durations by classes, ten to each power of ten, from the first that holds any
 *     to the last
 */
public record Spread(
    long count, double p50, double p90, double p99, double most, List<DurationClass> classes) {
  /** Of no durations at all. */
  static final Spread NONE =
      new Spread(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, List.of());

  public Spread {
    classes = List.copyOf(classes);
  }

  /**
   * Durations of about the same length.
   *
   * @param toMillis the longest that belongs to it, in milliseconds
   * @param count how many there are
   */
  public record DurationClass(double toMillis, long count) {}
}
