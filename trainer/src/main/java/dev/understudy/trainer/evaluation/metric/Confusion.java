package dev.understudy.trainer.evaluation.metric;

/**
 * How often each label was answered where each was gold, and the usual figures of it. Labels are
 * numbers from 0; an answer without a label is {@link #NONE}, which is never right. A figure with
 * nothing to divide by is 0.
 */
public final class Confusion {
  /** Instead of a label's number: the answer has none. */
  public static final int NONE = -1;

  private final int labels;
  private final long[][] counts; // by gold, then by answer; the last column is NONE

  private Confusion(int labels) {
    this.labels = labels;
    this.counts = new long[labels][labels + 1];
  }

  /**
   * That of some rows.
   *
   * @param labels how many labels there are
   * @param gold the gold label of each row
   * @param answered the answered label of each row, or {@link #NONE}
   * @param rows the places of the rows that count; a row may come several times
   */
  public static Confusion of(int labels, int[] gold, int[] answered, int[] rows) {
    Confusion confusion = new Confusion(labels);
    for (int row : rows) {
      confusion.counts[gold[row]][answered[row] == NONE ? labels : answered[row]]++;
    }
    return confusion;
  }

  /** How many rows have that gold and were answered that label, or {@link #NONE}. */
  public long count(int gold, int answered) {
    return counts[gold][answered == NONE ? labels : answered];
  }

  /** How many rows have that gold. */
  public long gold(int label) {
    long sum = 0;
    for (long count : counts[label]) {
      sum += count;
    }
    return sum;
  }

  /** How many rows were answered that label, or {@link #NONE}. */
  public long answered(int label) {
    long sum = 0;
    for (int gold = 0; gold < labels; gold++) {
      sum += count(gold, label);
    }
    return sum;
  }

  /** The share of rows answered as gold has them. */
  public double accuracy() {
    long right = 0;
    long rows = 0;
    for (int label = 0; label < labels; label++) {
      right += count(label, label);
      rows += gold(label);
    }
    return share(right, rows);
  }

  /** Of the rows answered that label, the share that is it. */
  public double precision(int label) {
    return share(count(label, label), answered(label));
  }

  /** Of the rows that are that label, the share answered so. */
  public double recall(int label) {
    return share(count(label, label), gold(label));
  }

  /** The harmonic mean of a label's precision and recall. */
  public double f1(int label) {
    return share(2 * count(label, label), answered(label) + gold(label));
  }

  /** The mean F1 of the labels that are gold or answered anywhere; NaN without rows. */
  public double macroF1() {
    double sum = 0;
    int met = 0;
    for (int label = 0; label < labels; label++) {
      if (gold(label) + answered(label) > 0) {
        sum += f1(label);
        met++;
      }
    }
    return sum / met;
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
