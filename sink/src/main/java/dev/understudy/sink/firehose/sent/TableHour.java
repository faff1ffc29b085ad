package dev.understudy.sink.firehose.sent;

import dev.understudy.exchange.Table;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;

/**
 * The rows of one table that belong to one hour.
 *
 * @param table the table
 * @param hour the hour (UTC) in which they happened, such as {@code 2026-01-31T07}
 */
public record TableHour(Table table, String hour) implements Comparable<TableHour> {
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Comparator<TableHour> ORDER =
      Comparator.comparing(TableHour::table).thenComparing(TableHour::hour);

  public TableHour {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(hour, "hour");
  }

  /** Where what happened at that time belongs. */
  public static TableHour of(Table table, Instant at) {
    return new TableHour(table, HOUR.format(at));
  }

  /** By table, then by time. */
  @Override
  public int compareTo(TableHour other) {
    return ORDER.compare(this, other);
  }
}
