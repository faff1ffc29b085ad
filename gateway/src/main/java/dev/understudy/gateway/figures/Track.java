package dev.understudy.gateway.figures;

import java.time.Duration;

/**
 * Numbers over the last hour, a row for each ten seconds, and over the last day, a row for each
 * minute. For one thread at a time.
 */
final class Track {
  /** Up to this far back there is a row for each look. */
  static final Duration FINE = Duration.ofHours(1);

  private static final int FINE_ROWS = 360;
  private static final int COARSE_ROWS = 1440;

  private final Ring fine;
  private final Ring coarse;

  Track(int columns) {
    this.fine = new Ring(FINE_ROWS, columns);
    this.coarse = new Ring(COARSE_ROWS, columns);
  }

  /** Adds the row of ten seconds. */
  void add(long atMillis, double... row) {
    fine.add(atMillis, row);
  }

  /** Adds the row of a minute. */
  void addMinute(long atMillis, double... row) {
    coarse.add(atMillis, row);
  }

  boolean isEmpty() {
    return fine.isEmpty() && coarse.isEmpty();
  }

  /** What is known of so long a time up to now, as finely as it is kept for that. */
  Series over(Duration window, long nowMillis) {
    Ring ring = window.compareTo(FINE) <= 0 ? fine : coarse;
    return ring.since(nowMillis - window.toMillis());
  }
}
