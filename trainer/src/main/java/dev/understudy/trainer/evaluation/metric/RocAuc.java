package dev.understudy.trainer.evaluation.metric;

import java.util.Arrays;

/**
 * The area under the curve of true against false positives: the chance that a positive row has a
 * higher score than a negative one, ties counted half (Fawcett, "An introduction to ROC analysis",
 * 2006; Hanley and McNeil, 1982). Scores are ranked once, so that resampled areas take linear time.
 */
public final class RocAuc {
  private final int[] ranks; // of each row's score among the different scores
  private final boolean[] positive;
  private final int distinct;

  /**
   * Ranks scores.
   *
   * @param scores of each row, not NaN
   * @param positive whether each row is positive
   */
  public RocAuc(double[] scores, boolean[] positive) {
    double[] sorted = Arrays.stream(scores).map(score -> score + 0.0).sorted().distinct().toArray();
    // Adding zero makes the negative zero, which is another double, the positive one.
    this.ranks =
        Arrays.stream(scores).mapToInt(score -> Arrays.binarySearch(sorted, score + 0.0)).toArray();
    this.positive = positive.clone();
    this.distinct = sorted.length;
  }

  /**
   * The area of some rows, within [0, 1]; NaN where they are all positive or all negative.
   *
   * @param rows the places of the rows that count; a row may come several times
   */
  public double of(int[] rows) {
    int[] positives = new int[distinct];
    int[] negatives = new int[distinct];
    for (int row : rows) {
      (positive[row] ? positives : negatives)[ranks[row]]++;
    }
    double won = 0;
    long below = 0;
    long all = 0;
    for (int rank = 0; rank < distinct; rank++) {
      won += positives[rank] * (below + negatives[rank] / 2.0);
      below += negatives[rank];
      all += positives[rank];
    }
    return won / ((double) all * below);
  }
}
