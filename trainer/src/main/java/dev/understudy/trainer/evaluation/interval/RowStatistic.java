package dev.understudy.trainer.evaluation.interval;

/** A figure of some rows of a test set. */
@FunctionalInterface
public interface RowStatistic {
  /**
   * The figure of these rows, or NaN where they have none, as an area under a curve of one class.
   *
   * @param rows places of rows; the same row may come several times
   */
  double of(int[] rows);
}
