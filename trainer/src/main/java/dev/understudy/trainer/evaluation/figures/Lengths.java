package dev.understudy.trainer.evaluation.figures;

import dev.understudy.trainer.evaluation.TestRow;
import java.util.List;

/** Quarters of rows by length: in tokens where every row's are known, else in characters. */
final class Lengths {
  private static final int BORDERS = 3;

  private final boolean inTokens;
  private final int[] borders = new int[BORDERS]; // the last length of each quarter but the last

  /** Those of at least one row. */
  Lengths(List<TestRow> rows) {
    inTokens = rows.stream().allMatch(row -> row.slices().inputTokens() != null);
    int[] sorted = rows.stream().mapToInt(this::length).sorted().toArray();
    for (int i = 0; i < BORDERS; i++) {
      borders[i] = sorted[(sorted.length * (i + 1) + BORDERS) / 4 - 1]; // nearest rank
    }
  }

  private int length(TestRow row) {
    Integer tokens = row.slices().inputTokens();
    return inTokens && tokens != null
        ? tokens
        : row.input().codePointCount(0, row.input().length());
  }

  /** The quarter of a row, such as {@code 2. quarter: 81 to 190 characters}. */
  String quarter(TestRow row) {
    int length = length(row);
    int quarter = 0;
    while (quarter < BORDERS && length > borders[quarter]) {
      quarter++;
    }
    return "%d. quarter: %s %s"
        .formatted(quarter + 1, range(quarter), inTokens ? "tokens" : "characters");
  }

  private String range(int quarter) {
    if (quarter == 0) {
      return "up to " + borders[0];
    }
    return quarter == BORDERS
        ? "over " + borders[BORDERS - 1]
        : (borders[quarter - 1] + 1) + " to " + borders[quarter];
  }
}
