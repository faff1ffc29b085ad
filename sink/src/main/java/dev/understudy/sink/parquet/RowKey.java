package dev.understudy.sink.parquet;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import java.util.Objects;

/**
 * Tells one row of a table from the others: an exchange has an id of its own, anything else is told
 * by its request and its time.
 *
 * @param id the exchange's id, or the request's
 * @param micros the time in microseconds since 1970; 0 for exchanges
 */
public record RowKey(String id, long micros) {
  public RowKey {
    Objects.requireNonNull(id, "id");
  }

  /** The key that an entry's row has. */
  public static RowKey of(Entry entry) {
    return entry instanceof Exchange exchange
        ? new RowKey(exchange.exchangeId().toString(), 0)
        : new RowKey(entry.requestId().toString(), Columns.micros(entry.at()));
  }
}
