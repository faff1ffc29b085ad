package dev.understudy.sink.capture;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts events, never states: each counter only grows, and an exchange is counted as offered
 * before it is counted as anything else. So a snapshot that reads the counters from the last event
 * to the first adds up at every instant, without a lock.
 */
final class Ledger {
  private static final int ATTEMPTS = 100;

  private final AtomicLong offered = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong stored = new AtomicLong();
  private final EnumMap<DropReason, AtomicLong> dropped = new EnumMap<>(DropReason.class);

  Ledger() {
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, new AtomicLong());
    }
  }

  void offered() {
    offered.incrementAndGet();
  }

  /** Dropped before it was written. */
  void dropped(DropReason reason) {
    counter(reason).incrementAndGet();
  }

  void written(long records) {
    written.addAndGet(records);
  }

  /** Found in the spool at the start. */
  void found(long records) {
    offered.addAndGet(records);
    written.addAndGet(records);
  }

  /** A segment that was put down with so many records left the spool. */
  void carried(long expected, long records, long lost) {
    long known = Math.max(expected, records + lost);
    found(known - expected);
    stored.addAndGet(records);
    counter(DropReason.CORRUPT).addAndGet(known - records);
  }

  private AtomicLong counter(DropReason reason) {
    return Objects.requireNonNull(dropped.get(reason));
  }

  /**
   * Reads until two readings agree, which is a state that truly was. Should exchanges come faster
   * than that for long, those offered during the reading count as pending.
   */
  Accounting snapshot() {
    Accounting last = read();
    for (int i = 0; i < ATTEMPTS; i++) {
      Accounting again = read();
      if (again.equals(last)) {
        return again;
      }
      last = again;
    }
    return last;
  }

  private Accounting read() {
    long stored = this.stored.get();
    long corrupt = counter(DropReason.CORRUPT).get();
    long written = this.written.get();
    Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
    long atTheDoor = 0;
    for (DropReason reason : DropReason.values()) {
      if (reason != DropReason.CORRUPT) {
        long count = counter(reason).get();
        drops.put(reason, count);
        atTheDoor += count;
      }
    }
    drops.put(DropReason.CORRUPT, corrupt);
    long offered = this.offered.get();
    return new Accounting(
        offered, offered - written - atTheDoor, written - stored - corrupt, stored, drops);
  }
}
