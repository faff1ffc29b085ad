package dev.understudy.sink.parquet;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Table;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;

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

  /** The key of a stored row. */
  public static RowKey of(Table table, GenericRecord row) {
    return switch (table) {
      case EXCHANGES -> new RowKey(row.get("exchange_id").toString(), 0);
      case COMPARISONS ->
          new RowKey(row.get("request_id").toString(), (long) row.get("compared_at"));
      case FEEDBACK -> new RowKey(row.get("request_id").toString(), (long) row.get("given_at"));
    };
  }
}
