package dev.understudy.sink.redaction;

import dev.understudy.exchange.Entry;
import java.util.Map;
import java.util.Objects;

/**
 * An entry that may be stored.
 *
 * @param entry the entry; the very one that was given where nothing was taken out
 * @param hits how many things were taken out, by the name of their placeholder; {@code USER} counts
 *     pseudonyms, {@code DROPPED} values that a pointer names, {@code CUT} ends of texts that were
 *     cut off
 */
public record Redacted(Entry entry, Map<String, Integer> hits) {
  public Redacted {
    Objects.requireNonNull(entry, "entry");
    hits = Map.copyOf(hits);
  }
}
