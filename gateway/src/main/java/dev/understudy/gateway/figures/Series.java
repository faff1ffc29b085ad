package dev.understudy.gateway.figures;

import java.util.Objects;

/**
 * Numbers over time. Whoever gets one must not change its arrays.
 *
 * @param at the times, rising, in milliseconds since the epoch
 * @param columns one array for each number, each as long as {@code at}; {@code NaN} where a number
 *     was not known
 */
public record Series(long[] at, float[][] columns) {
  public Series {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(columns, "columns");
  }

  /** How many times there are. */
  public int size() {
    return at.length;
  }
}
