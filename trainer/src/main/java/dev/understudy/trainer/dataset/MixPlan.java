package dev.understudy.trainer.dataset;

import dev.understudy.trainer.dataset.BalanceSettings.Mix;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of each value is to be taken to come to a mix.
 *
 * @param quotas how many rows of each value are taken, at most as many as there are
 * @param weights how often each of them counts, at least 1
 */
record MixPlan(Map<String, Long> quotas, Map<String, Double> weights) {
  MixPlan {
    quotas = new TreeMap<>(quotas);
    weights = new TreeMap<>(weights);
  }

  /**
   * The largest mix that the rows allow.
   *
   * @param counts how many rows there are of each value
   * @param most how many rows there are to be in all, weights counted
   * @throws IllegalArgumentException where a value of the mix has no rows; the message says which
   */
  static MixPlan of(Mix mix, Map<String, Long> counts, long most) {
    Map<String, Double> shares = mix.shares().isEmpty() ? evenly(counts) : mix.shares();
    double total = most;
    for (Map.Entry<String, Double> each : shares.entrySet()) {
      long there = counts.getOrDefault(each.getKey(), 0L);
      if (there == 0 && each.getValue() > 0) {
        throw new IllegalArgumentException(
            "balance.mix.to asks for %s '%s', of which there are no rows; found: %s"
                .formatted(
                    mix.by().word(),
                    each.getKey(),
                    String.join(", ", new TreeMap<>(counts).keySet())));
      }
      if (each.getValue() > 0) {
        total = Math.min(total, there * mix.up() / each.getValue());
      }
    }
    Map<String, Long> quotas = new TreeMap<>();
    Map<String, Double> weights = new TreeMap<>();
    for (Map.Entry<String, Double> each : shares.entrySet()) {
      double wanted = each.getValue() * total;
      long there = counts.getOrDefault(each.getKey(), 0L);
      long taken = Math.min(there, Math.round(wanted));
      quotas.put(each.getKey(), taken);
      weights.put(each.getKey(), taken == 0 ? 1 : Math.max(1, wanted / taken));
    }
    return new MixPlan(quotas, weights);
  }

  private static Map<String, Double> evenly(Map<String, Long> counts) {
    Map<String, Double> shares = new TreeMap<>();
    counts.keySet().forEach(each -> shares.put(each, 1.0 / counts.size()));
    return shares;
  }
}
