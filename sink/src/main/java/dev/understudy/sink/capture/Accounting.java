package dev.understudy.sink.capture;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where every entry went, or every one of one table, at one instant: {@code offered = pending +
 * spooled + stored + dropped}, always.
 *
 * @param offered entries offered since the start, and those found in the spool at the start, whole
 *     or known to be lost, so that the sum holds across restarts; of lost ones whose table is not
 *     known, the table is taken to be exchanges
 * @param pending those waiting in memory for the writer
 * @param spooled those in the spool and not yet in the store
 * @param stored those in the store, their segment deleted
 * @param dropped those not kept, by reason; every reason is present
 */
public record Accounting(
    long offered, long pending, long spooled, long stored, Map<DropReason, Long> dropped) {
  public Accounting {
    EnumMap<DropReason, Long> all = new EnumMap<>(DropReason.class);
    long sum = pending + spooled + stored;
    for (DropReason reason : DropReason.values()) {
      long count = dropped.getOrDefault(reason, 0L);
      all.put(reason, count);
      sum += count;
    }
    if (sum != offered || pending < 0 || spooled < 0 || stored < 0) {
      throw new IllegalArgumentException(
          "accounting does not add up: offered %d, pending %d, spooled %d, stored %d, dropped %s"
              .formatted(offered, pending, spooled, stored, all));
    }
    dropped = Collections.unmodifiableMap(all);
  }

  /** All drops, whatever the reason. */
  public long droppedTotal() {
    return offered - pending - spooled - stored;
  }
}
