package dev.understudy.sink.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether the exchanges are there that were compared. Both of a pair are recorded, or neither is:
 * routes may record a sample alone, and clients may keep themselves out.
 *
 * @param unrecorded how many compared requests there is no exchange of
 * @param missing one line for each request of which one exchange is there and its counterpart is
 *     not
 */
record Counterparts(long unrecorded, Set<String> missing) {
  /** What is known where nothing was looked at. */
  static final Counterparts NONE = new Counterparts(0, Set.of());

  private static final String SQL =
      """
      WITH compared AS (
        SELECT DISTINCT request_id, echo FROM comparisons
        WHERE request_id >= ? AND request_id < ?),
      known AS (
        SELECT request_id,
          bool_or(role = 'primary') AS answered,
          bool_or(role = 'echo') AS echoed,
          bool_or(role IN ('shadow', 'escalated')) AS other
        FROM exchanges GROUP BY request_id)
      SELECT compared.request_id, compared.echo, answered,
        CASE WHEN compared.echo THEN echoed ELSE other END AS counterpart
      FROM compared LEFT JOIN known USING (request_id)
      WHERE answered IS NULL OR NOT answered
        OR NOT CASE WHEN compared.echo THEN echoed ELSE other END
      ORDER BY 1, 2""";

  /**
   * Which requests are looked at, by when they arrived.
   *
   * @param from those from then on; null for all
   * @param until those before; later than from
   */
  record Span(@Nullable Instant from, Instant until) {
    private static final Duration UNDERWAY = Duration.ofMinutes(10);
    private static final Duration EXPIRING = Duration.ofHours(1);

    /**
     * Those of which all is there that ever will be: not the newest, as comparisons are put before
     * exchanges; and not those at the table's beginning, whose other exchange may have expired with
     * the hour before, or be about to. Empty where there are none such, as all are at the beginning
     * or among the newest.
     *
     * @param since what is asked about, or null for all
     * @param oldestHour the oldest hour of what is asked about of which there are exchanges, or
     *     null
     */
    static Optional<Span> of(@Nullable Instant since, @Nullable Instant oldestHour, Instant now) {
      Instant from =
          oldestHour != null && (since == null || since.isBefore(oldestHour))
              ? oldestHour.plus(EXPIRING)
              : since;
      Instant until = now.minus(UNDERWAY);
      return from == null || from.isBefore(until)
          ? Optional.of(new Span(from, until))
          : Optional.empty();
    }
  }

  Counterparts {
    missing = Collections.unmodifiableSet(new TreeSet<>(missing));
  }

  /** Looks at what was compared of the requests of a span. */
  static Counterparts of(CapturedExchanges captures, Span span) throws UnreadableCaptures {
    List<ObjectNode> odd = captures.rows(SQL, List.of(firstId(span.from()), firstId(span.until())));
    Set<String> missing = new TreeSet<>();
    long unrecorded = 0;
    for (ObjectNode row : odd) {
      if (row.path("answered").isNull()) {
        unrecorded++;
      } else {
        String what =
            !row.path("answered").asBoolean()
                ? "primary"
                : row.path("echo").asBoolean() ? "echo" : "shadow or escalated";
        missing.add(
            "request %s: was compared, but its exchange of role %s is not there"
                .formatted(row.path("request_id").asText(), what));
      }
    }
    return new Counterparts(unrecorded, missing);
  }

  /**
   * The same as far as both tell of it: what one look misses as a file was put in the middle of it,
   * another sees.
   */
  Counterparts confirmedBy(Counterparts later) {
    List<String> both = new ArrayList<>(missing);
    both.retainAll(later.missing);
    return new Counterparts(later.unrecorded, Set.copyOf(both));
  }

  /** What ids of requests begin with that arrived at that moment (UUIDv7, RFC 9562). */
  static String firstId(@Nullable Instant since) {
    if (since == null) {
      return "";
    }
    String millis = String.format(Locale.ROOT, "%012x", since.toEpochMilli());
    return millis.substring(0, 8) + "-" + millis.substring(8);
  }
}
