package dev.understudy.trainer.training.ablation;

import java.util.List;
import java.util.Objects;

/**
 * Which rows of a test a student got wrong that was trained on some share of the rows.
 *
 * @param run the run's name
 * @param share of the training rows, in (0, 1]
 * @param seed what was drawn by
 * @param rows how many rows that was
 * @param wrong for each row of the test, at least one; those of one seed are in the same order
 */
public record Measured(String run, double share, long seed, long rows, List<Boolean> wrong) {
  public Measured {
    Objects.requireNonNull(run, "run");
    wrong = List.copyOf(wrong);
    if (wrong.isEmpty()) {
      throw new IllegalArgumentException("a test has at least one row");
    }
  }

  /** The share of the test that is wrong. */
  public double error() {
    return (double) wrong.stream().filter(each -> each).count() / wrong.size();
  }

  /** 1 for each row that is wrong, 0 for each that is right. */
  double[] flags() {
    return wrong.stream().mapToDouble(each -> each ? 1 : 0).toArray();
  }

  @Override
  public String toString() {
    return "Measured[%s, share=%s, seed=%d, rows=%d, error=%s]"
        .formatted(run, share, seed, rows, error());
  }
}
