package dev.understudy.trainer.dataset;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many of anyone there may be, so that no one has more than a share of what is left. */
final class Caps {
  private Caps() {}

  /**
   * The largest number of rows that each may keep such that it is at most that share of all rows
   * kept, those of nobody included; at least 1.
   *
   * @param sizes how many have so many rows: number of rows to number of those
   * @param nobody rows that belong to nobody and are kept anyway
   * @param share the share, in (0, 1]
   */
  static long most(Map<Long, Long> sizes, long nobody, double share) {
    SortedMap<Long, Long> sorted = new TreeMap<>(sizes);
    if (sorted.isEmpty()) {
      return 1;
    }
    long low = 1;
    long high = sorted.lastKey();
    while (low < high) { // whether a cap is low enough is monotone: less capped, less of a share
      long middle = low + (high - low + 1) / 2;
      if (middle <= share * (nobody + kept(sorted, middle))) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static long kept(Map<Long, Long> sizes, long cap) {
    long kept = 0;
    for (Map.Entry<Long, Long> each : sizes.entrySet()) {
      kept += Math.min(cap, each.getKey()) * each.getValue();
    }
    return kept;
  }
}
