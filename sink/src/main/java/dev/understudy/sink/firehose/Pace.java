package dev.understudy.sink.firehose;

import dev.understudy.sink.firehose.FirehoseSettings.Retries;

/**
 * How often a stream may be called. As often as there is something to send, until it asks for less;
 * then the time between calls doubles with each such answer, and shrinks by an eighth with each
 * batch that is taken whole. Times are {@link System#nanoTime()}. One thread.
 */
final class Pace {
  private final long firstGap;
  private final long longestGap;
  private long gap;
  private long last;
  private boolean held;

  Pace(Retries retries) {
    this.firstGap = retries.firstPause().toNanos();
    this.longestGap = Math.max(firstGap, retries.longestPause().toNanos());
  }

  /** How long to wait at that time before the next call. */
  long waitNanos(long now) {
    return held ? Math.max(0, last + gap - now) : 0;
  }

  /** A call was made. */
  void called(long now) {
    last = now;
    held = gap > 0;
  }

  /** The stream asked for fewer calls. */
  void slower(long now) {
    gap = gap == 0 ? firstGap : Math.min(longestGap, 2 * gap);
    last = now;
    held = true;
  }

  /** The stream took all it was sent. */
  void faster() {
    gap = gap < firstGap / 8 ? 0 : gap - gap / 8;
    held &= gap > 0;
  }
}
