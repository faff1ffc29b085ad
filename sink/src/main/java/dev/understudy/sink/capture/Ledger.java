package dev.understudy.sink.capture;

import dev.understudy.exchange.Table;
import dev.understudy.sink.spool.Counts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts events, never states, for each table by itself: each counter only grows, and an entry is
 * counted as offered before it is counted as anything else. So a snapshot that reads the counters
 * from the last event to the first adds up at every instant, without a lock.
 */
final class Ledger {
  private static final int ATTEMPTS = 100;

  private final EnumMap<Table, Events> events = new EnumMap<>(Table.class);

  /** What happened to the entries of one table. */
  private static final class Events {
    final AtomicLong offered = new AtomicLong();
    final AtomicLong written = new AtomicLong();
    final AtomicLong stored = new AtomicLong();
    final EnumMap<DropReason, AtomicLong> dropped = new EnumMap<>(DropReason.class);

    Events() {
      for (DropReason reason : DropReason.values()) {
        dropped.put(reason, new AtomicLong());
      }
    }

    AtomicLong dropped(DropReason reason) {
      return Objects.requireNonNull(dropped.get(reason));
    }

    void found(long records) {
      offered.addAndGet(records);
      written.addAndGet(records);
    }

    void carried(long expected, long records, long lost) {
      long known = Math.max(expected, records + lost);
      found(known - expected);
      stored.addAndGet(records);
      dropped(DropReason.CORRUPT).addAndGet(known - records);
    }
  }

  Ledger() {
    for (Table table : Table.values()) {
      events.put(table, new Events());
    }
  }

  private Events of(Table table) {
    return Objects.requireNonNull(events.get(table));
  }

  void offered(Table table) {
    of(table).offered.incrementAndGet();
  }

  /** Dropped before it was written. */
  void dropped(Table table, DropReason reason) {
    of(table).dropped(reason).incrementAndGet();
  }

  void written(Table table) {
    of(table).written.incrementAndGet();
  }

  /** Found in the spool at the start. */
  void found(Counts records) {
    for (Table table : Table.values()) {
      of(table).found(records.of(table));
    }
  }

  /** A segment that was put down with so many records left the spool. */
  void carried(Counts expected, Counts records, long lost) {
    // A lost record does not tell its table. Those missing from a table's expected ones are its
    // own; should more be lost than are missing, the rest are taken to be exchanges.
    long missing = 0;
    for (Table table : Table.values()) {
      missing += Math.max(0, expected.of(table) - records.of(table));
    }
    long ofExchanges =
        Math.max(0, expected.exchanges() - records.exchanges()) + Math.max(0, lost - missing);
    for (Table table : Table.values()) {
      of(table)
          .carried(
              expected.of(table), records.of(table), table == Table.EXCHANGES ? ofExchanges : 0);
    }
  }

  /** Of all tables together. */
  Accounting snapshot() {
    return snapshot(List.copyOf(events.values()));
  }

  /** Of one table. */
  Accounting snapshot(Table table) {
    return snapshot(List.of(of(table)));
  }

  /**
   * Reads until two readings agree, which is a state that truly was. Should entries come faster
   * than that for long, those offered during the reading count as pending.
   */
  private static Accounting snapshot(List<Events> of) {
    Accounting last = read(of);
    for (int i = 0; i < ATTEMPTS; i++) {
      Accounting again = read(of);
      if (again.equals(last)) {
        return again;
      }
      last = again;
    }
    return last;
  }

  private static Accounting read(List<Events> of) {
    long stored = 0;
    long corrupt = 0;
    long written = 0;
    long atTheDoor = 0;
    long offered = 0;
    Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
    for (Events each : of) {
      // Within one table, from the last event to the first.
      stored += each.stored.get();
      corrupt += each.dropped(DropReason.CORRUPT).get();
      written += each.written.get();
      for (DropReason reason : DropReason.values()) {
        if (reason != DropReason.CORRUPT) {
          long count = each.dropped(reason).get();
          drops.merge(reason, count, Long::sum);
          atTheDoor += count;
        }
      }
      offered += each.offered.get();
    }
    drops.put(DropReason.CORRUPT, corrupt);
    return new Accounting(
        offered, offered - written - atTheDoor, written - stored - corrupt, stored, drops);
  }
}
