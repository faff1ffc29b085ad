package dev.understudy.trainer.evaluation.metric;

import java.util.HashMap;
import java.util.Map;

/** How often each thing comes, and how many of them two such countings share. */
final class Counted {
  private final Map<String, Integer> counts = new HashMap<>();
  private long total;

  void add(String thing) {
    counts.merge(thing, 1, Integer::sum);
    total++;
  }

  long total() {
    return total;
  }

  long shared(Counted other) {
    long shared = 0;
    for (Map.Entry<String, Integer> each : counts.entrySet()) {
      shared += Math.min(each.getValue(), other.counts.getOrDefault(each.getKey(), 0));
    }
    return shared;
  }
}
