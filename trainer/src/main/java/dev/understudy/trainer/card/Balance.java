package dev.understudy.trainer.card;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What balancing made of the shares of something.
 *
 * @param what what is counted, such as {@code labels}
 * @param before all rows that came to the stage {@code balance}
 * @param after all rows kept at the end
 * @param lines the values most frequent before, most frequent first
 * @param distinct how many values there were before
 */
public record Balance(String what, long before, long after, List<Line> lines, long distinct) {
  public Balance {
    lines = List.copyOf(lines);
  }

  /**
   * What balancing made of one value.
   *
   * @param name the value, or null for rows without one
   * @param before its rows before
   * @param after its rows after
   * @param weight the sum of the weights of these, to three digits
   */
  public record Line(@Nullable String name, long before, long after, double weight) {}
}
