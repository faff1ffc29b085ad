package dev.understudy.rules.preview;

import java.util.HashMap;
import java.util.Map;

/** Calls of one kind over time. */
public final class Calls {
  private static final long MINUTE_MICROS = 60_000_000L;

  private final Map<Long, Integer> perMinute = new HashMap<>();
  private long count;

  void add(long atMicros) {
    count++;
    perMinute.merge(Math.floorDiv(atMicros, MINUTE_MICROS), 1, Integer::sum);
  }

  /** How many. */
  public long count() {
    return count;
  }

  /** How many in the minute that has the most. */
  public int inPeakMinute() {
    return perMinute.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
