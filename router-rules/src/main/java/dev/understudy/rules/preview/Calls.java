package dev.understudy.rules.preview;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Calls of one kind over time. */
public final class Calls {
  private static final long MINUTE_MICROS = 60_000_000L;
  private static final double SECONDS_PER_MINUTE = 60;
  private static final double MILLIS_PER_SECOND = 1000;

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

  /** How many a second, on the mean over so long. */
  public double perSecond(Duration span) {
    return count / seconds(span);
  }

  static double seconds(Duration span) {
    return span.toMillis() / MILLIS_PER_SECOND;
  }

  /**
   * How many a second in the minute that has the most, and never less than on the mean: minutes are
   * those of the clock, and calls of one minute may lie in two of them.
   */
  public double peakPerSecond(Duration span) {
    int most = perMinute.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return Math.max(perSecond(span), most / SECONDS_PER_MINUTE);
  }
}
