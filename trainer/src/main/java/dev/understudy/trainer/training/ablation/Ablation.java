package dev.understudy.trainer.training.ablation;

import java.util.List;

/**
 * How much of a set is trained on.
 *
 * @param shares of the training rows, each in (0, 1], rising; what a smaller share has, a larger
 *     one has, too
 * @param seeds what is drawn by; each gives a training for each share
 */
public record Ablation(List<Double> shares, List<Long> seeds) {
  /** What is trained on where nothing is said. */
  public static final List<Double> SHARES = List.of(0.05, 0.1, 0.25, 0.5, 0.75, 1.0);

  public Ablation {
    shares = shares.stream().distinct().sorted().toList();
    seeds = seeds.stream().distinct().toList();
    if (shares.isEmpty() || seeds.isEmpty()) {
      throw new IllegalArgumentException("an ablation needs a share and a seed");
    }
    for (double share : shares) {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("a share must be in (0, 1], got " + share);
      }
    }
  }
}
