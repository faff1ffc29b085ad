package dev.understudy.trainer.evaluation.metric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How often each label was answered where each was gold; as large as labels squared. */
public final class Confusion {
  private final int labels;
  private final long[][] counts; // by gold, then by answer; the last column is for none

  /**
   * That of all rows.
   *
   * @param labels how many labels there are
   * @param gold the gold label of each row
   * @param answered the answered label of each row, or {@link LabelCounts#NONE}
   */
  public Confusion(int labels, int[] gold, int[] answered) {
    this.labels = labels;
    this.counts = new long[labels][labels + 1];
    IntStream.range(0, gold.length).forEach(row -> counts[gold[row]][column(answered[row])]++);
  }

  private int column(int answered) {
    return answered == LabelCounts.NONE ? labels : answered;
  }

  /** How often each label was answered to rows of that gold label; last, how often none. */
  public List<Long> answers(int gold) {
    return Arrays.stream(counts[gold]).boxed().toList();
  }
}
