package dev.understudy.trainer.evaluation.metric;

/**
 * How often each label is gold, was answered, and was answered rightly, and the usual figures of
 * it. Labels are numbers from 0; an answer without a label is {@link #NONE}, which is never right.
 * A figure with nothing to divide by is 0.
 */
public final class LabelCounts {
  /** Instead of a label's number: the answer has none. */
  public static final int NONE = -1;

  private final int[] gold;
  private final int[] answered; // the last is NONE
  private final int[] right;
  private final int rows;

  private LabelCounts(int labels, int rows) {
    this.gold = new int[labels];
    this.answered = new int[labels + 1];
    this.right = new int[labels];
    this.rows = rows;
  }

  /**
   * Those of some rows.
   *
   * @param labels how many labels there are
   * @param gold the gold label of each row
   * @param answered the answered label of each row, or {@link #NONE}
   * @param rows the places of the rows that count; a row may come several times
   */
  public static LabelCounts of(int labels, int[] gold, int[] answered, int[] rows) {
    LabelCounts counts = new LabelCounts(labels, rows.length);
    for (int row : rows) {
      counts.gold[gold[row]]++;
      counts.answered[answered[row] == NONE ? labels : answered[row]]++;
      if (gold[row] == answered[row]) {
        counts.right[gold[row]]++;
      }
    }
    return counts;
  }

  /** How many rows have that gold. */
  public int gold(int label) {
    return gold[label];
  }

  /** How many rows were answered that label, or {@link #NONE}. */
  public int answered(int label) {
    return answered[label == NONE ? gold.length : label];
  }

  /** How many rows have that gold and were answered so. */
  public int right(int label) {
    return right[label];
  }

  /** The share of rows answered as gold has them. */
  public double accuracy() {
    int sum = 0;
    for (int each : right) {
      sum += each;
    }
    return share(sum, rows);
  }

  /** Of the rows answered that label, the share that is it. */
  public double precision(int label) {
    return share(right(label), answered(label));
  }

  /** Of the rows that are that label, the share answered so. */
  public double recall(int label) {
    return share(right(label), gold(label));
  }

  /** The harmonic mean of a label's precision and recall. */
  public double f1(int label) {
    return share(2 * right(label), answered(label) + gold(label));
  }

  /** The mean F1 of the labels that are gold or answered anywhere; NaN without rows. */
  public double macroF1() {
    double sum = 0;
    int met = 0;
    for (int label = 0; label < gold.length; label++) {
      if (gold(label) + answered(label) > 0) {
        sum += f1(label);
        met++;
      }
    }
    return sum / met;
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
