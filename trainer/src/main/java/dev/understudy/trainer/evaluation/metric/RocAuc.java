package dev.understudy.trainer.evaluation.metric;

import java.util.Arrays;

/**
 * The area under the curve of true against false positives: the chance that a positive row has a
 * higher score than a negative one, ties counted half (Fawcett, "An introduction to ROC analysis",
 * 2006; Hanley and McNeil, 1982).
 */
public final class RocAuc {
  private RocAuc() {}

  /**
   * The area of some rows, within [0, 1]; NaN where they are all positive or all negative.
   *
   * @param scores of each row, not NaN
   * @param positive whether each row is positive
   * @param rows the places of the rows that count; a row may come several times
   */
  public static double of(double[] scores, boolean[] positive, int[] rows) {
    double[] positives = scores(scores, positive, rows, true);
    double[] negatives = scores(scores, positive, rows, false);
    double won = 0;
    int below = 0;
    int upTo = 0;
    for (double score : positives) {
      while (below < negatives.length && negatives[below] < score) {
        below++;
      }
      upTo = Math.max(upTo, below);
      while (upTo < negatives.length && negatives[upTo] <= score) {
        upTo++;
      }
      won += (below + upTo) / 2.0;
    }
    return won / ((double) positives.length * negatives.length);
  }

  private static double[] scores(double[] scores, boolean[] positive, int[] rows, boolean wanted) {
    return Arrays.stream(rows)
        .filter(row -> positive[row] == wanted)
        .mapToDouble(row -> scores[row] + 0.0) // no negative zero, which sorts below zero
        .sorted()
        .toArray();
  }
}
