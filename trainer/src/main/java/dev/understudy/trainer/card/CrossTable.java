package dev.understudy.trainer.card;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows counted by two things at once.
 *
 * @param columns the values of the one, null where rows have none
 * @param lines the most frequent values of the other, most frequent first
 * @param totals the sums of all lines, those that are not listed too
 * @param distinct how many values of the other there are
 */
public record CrossTable(
    List<@Nullable String> columns, List<Line> lines, List<Long> totals, long distinct) {
  public CrossTable {
    columns = Collections.unmodifiableList(new ArrayList<>(columns));
    lines = List.copyOf(lines);
    totals = List.copyOf(totals);
    for (Line line : lines) {
      if (line.rows().size() != columns.size()) {
        throw new IllegalArgumentException(
            "a line of %d columns has %d figures".formatted(columns.size(), line.rows().size()));
      }
    }
  }

  /**
   * A line.
   *
   * @param name the value, or null for the rows without
   * @param rows the rows in each column
   */
  public record Line(@Nullable String name, List<Long> rows) {
    public Line {
      rows = List.copyOf(rows);
    }

    /** The rows in all columns. */
    public long sum() {
      return rows.stream().mapToLong(Long::longValue).sum();
    }
  }

  /** What the lines that are not listed hold in each column. */
  public List<Long> others() {
    List<Long> others = new ArrayList<>(totals);
    for (Line line : lines) {
      for (int i = 0; i < others.size(); i++) {
        others.set(i, others.get(i) - line.rows().get(i));
      }
    }
    return others;
  }

  /** The rows of all lines and columns. */
  public long sum() {
    return totals.stream().mapToLong(Long::longValue).sum();
  }
}
