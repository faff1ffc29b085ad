package dev.understudy.trainer.evaluation.metric;

/**
 * A measure of how like texts are to their references that is not the mean over rows: rows give
 * counts, and the sum of their counts gives the figure. Pure and thread-safe.
 */
public interface CorpusMeasure {
  /** The word used for it, such as {@code bleu}. */
  String word();

  /** What one row counts, always as many numbers. */
  long[] counts(String text, String reference);

  /** The figure of summed counts, within [0, 100]. */
  double score(long[] counts);

  /** The figure of some rows. */
  default double score(long[][] counts, int[] rows) {
    long[] sum = new long[counts[rows[0]].length];
    for (int row : rows) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += counts[row][i];
      }
    }
    return score(sum);
  }
}
