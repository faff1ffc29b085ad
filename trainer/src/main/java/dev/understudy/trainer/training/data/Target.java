package dev.understudy.trainer.training.data;

import java.util.List;
import java.util.Objects;

/**
 * A text, and how much each label is right for it.
 *
 * @param text what is read
 * @param shares one for each label in their order, none below 0; they add up to 1
 * @param weight how much the row counts, greater than 0
 */
public record Target(String text, List<Double> shares, double weight) {
  public Target {
    Objects.requireNonNull(text, "text");
    shares = List.copyOf(shares);
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    if (Math.abs(sum - 1) > 1e-6 || shares.stream().anyMatch(share -> share < 0)) {
      throw new IllegalArgumentException("shares must be 0 or more and add up to 1, got " + shares);
    }
  }

  /** How much that label is right. */
  public double share(int label) {
    return shares.get(label);
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Target" + shares;
  }
}
