package dev.understudy.sink.inspect;

import dev.understudy.exchange.Table;
import dev.understudy.sink.table.Hours;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of the tables a question is about, so that no more is fetched from afar.
 *
 * @param hours the hours of each table; those it does not name are not asked about
 */
public record Scope(Map<Table, Hours> hours) {
  private static final Pattern UUID_V7 =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final Duration BEFORE = Duration.ofHours(1);
  private static final Duration AFTER = Duration.ofHours(3);

  public Scope {
    hours = Map.copyOf(hours);
  }

  /** All there is. */
  public static Scope all() {
    Map<Table, Hours> hours = new EnumMap<>(Table.class);
    for (Table table : Table.values()) {
      hours.put(table, Hours.ALL);
    }
    return new Scope(hours);
  }

  /** One table since a moment, or all of it where that is null. */
  static Scope since(Table table, @Nullable Instant since) {
    return new Scope(Map.of(table, Hours.since(since)));
  }

  /**
   * What there may be of one request. Whole ids of our gateways tell the time (UUIDv7, RFC 9562):
   * exchanges and comparisons are not far from it, feedback comes whenever somebody gives it.
   */
  static Scope request(String id) {
    if (!UUID_V7.matcher(id).matches()) {
      return all();
    }
    Instant at = Instant.ofEpochMilli(Long.parseLong(id.replace("-", "").substring(0, 12), 16));
    Hours near = new Hours(at.minus(BEFORE), at.plus(AFTER));
    return new Scope(
        Map.of(
            Table.EXCHANGES,
            near,
            Table.COMPARISONS,
            near,
            Table.FEEDBACK,
            Hours.since(at.minus(BEFORE))));
  }

  /** Whether a table is asked about from its beginning to its end. */
  boolean isWhole(Table table) {
    return Hours.ALL.equals(hours.get(table));
  }
}
