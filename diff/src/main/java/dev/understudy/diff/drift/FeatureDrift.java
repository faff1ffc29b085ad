package dev.understudy.diff.drift;

import java.util.List;

/**
 * How one feature of the requests stands.
 *
 * @param capital what a capital of one has become, betted against "no drift"
 * @param psi the PSI of the last window
 * @param byChance about what it would be by chance
 * @param window how many requests of the last window fell into each bin
 */
public record FeatureDrift(double capital, double psi, double byChance, List<Long> window) {
  public FeatureDrift {
    window = List.copyOf(window);
  }
}
