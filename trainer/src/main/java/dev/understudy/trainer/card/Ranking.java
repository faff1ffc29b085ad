package dev.understudy.trainer.card;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The most frequent values of something among the kept rows.
 *
 * @param what what is counted, such as {@code users}
 * @param distinct how many values there are, rows without one not counted
 * @param rows all kept rows, those without a value too
 * @param top the most frequent, most frequent first; equals by name
 */
public record Ranking(String what, long distinct, long rows, List<Count> top) {
  public Ranking {
    top = List.copyOf(top);
  }

  /**
   * How often a value occurs.
   *
   * @param name the value, or null for rows without one
   * @param rows the rows that have it
   */
  public record Count(@Nullable String name, long rows) {}

  /** The rows of the values that are not listed. */
  public long others() {
    return rows - top.stream().mapToLong(Count::rows).sum();
  }
}
