package dev.understudy.trainer.training.ablation;

import java.util.Arrays;

/**
 * Which rows of a test a student got wrong that was trained on some share of the rows.
 *
 * @param run the run's name
 * @param share of the training rows, in (0, 1]
 * @param seed what was drawn by
 * @param rows how many rows that was
 * @param wrong for each row of the test; those of one seed are in the same order
 */
public record Measured(String run, double share, long seed, long rows, boolean[] wrong) {
  public Measured {
    wrong = wrong.clone();
    if (wrong.length == 0) {
      throw new IllegalArgumentException("a test has at least one row");
    }
  }

  /** A copy. */
  @Override
  public boolean[] wrong() {
    return wrong.clone();
  }

  /** The share of the test that is wrong. */
  public double error() {
    int count = 0;
    for (boolean each : wrong) {
      count += each ? 1 : 0;
    }
    return (double) count / wrong.length;
  }

  /** The same over rows that were drawn; a row may come several times. */
  double error(int[] drawn) {
    int count = 0;
    for (int row : drawn) {
      count += wrong[row] ? 1 : 0;
    }
    return (double) count / drawn.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Measured that
        && run.equals(that.run)
        && share == that.share
        && seed == that.seed
        && rows == that.rows
        && Arrays.equals(wrong, that.wrong);
  }

  @Override
  public int hashCode() {
    return 31 * run.hashCode() + Arrays.hashCode(wrong);
  }

  @Override
  public String toString() {
    return "Measured[%s, share=%s, seed=%d, rows=%d, error=%s]"
        .formatted(run, share, seed, rows, error());
  }
}
