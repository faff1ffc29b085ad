package dev.understudy.bench.load;

/**
 * When the requests of an open loop are meant to start: evenly, whatever happened to those before.
 * A late start does not move the ones after it, so a stall of the server is seen by every request
 * that was due during it.
 *
 * @param startNanos when the first request is due
 * @param perSecond how many are due per second
 * @param count how many there are in all
 */
record Schedule(long startNanos, int perSecond, long count) {
  private static final long SECOND = 1_000_000_000L;

  Schedule {
    if (perSecond <= 0 || count < 0) {
      throw new IllegalArgumentException(
          "expected a positive rate and a count, got " + perSecond + "/s, " + count);
    }
  }

  /** When the request of that index (from 0) is meant to start. */
  long dueNanos(long index) {
    return startNanos + index / perSecond * SECOND + index % perSecond * SECOND / perSecond;
  }

  /** How many requests are due by then. */
  long dueBy(long nowNanos) {
    long elapsed = nowNanos - startNanos;
    if (elapsed < 0) {
      return 0;
    }
    long guess = elapsed / SECOND * perSecond + elapsed % SECOND * perSecond / SECOND;
    while (guess < count && dueNanos(guess) <= nowNanos) {
      guess++;
    }
    return Math.min(guess, count);
  }
}
