package dev.understudy.sink.table;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hours of a table that somebody asks about.
 *
 * @param since the earliest moment of interest; null for the beginning
 * @param until the moment from which on nothing is of interest; null for the end
 */
public record Hours(@Nullable Instant since, @Nullable Instant until) {
  /** All there is. */
  public static final Hours ALL = new Hours(null, null);

  private static final long MOST_DAYS = 40;

  /** Everything since that moment; all of it where that is null. */
  public static Hours since(@Nullable Instant since) {
    return new Hours(since, null);
  }

  /** Whether rows of that partition may be among them. */
  boolean touch(Partition partition) {
    return (since == null || partition.end().isAfter(since))
        && (until == null || partition.hour().isBefore(until));
  }

  boolean all() {
    return since == null && until == null;
  }

  /**
   * The folders of dates they lie in, such as {@code date=2026-01-31/}; empty where they are too
   * many to be looked through one by one.
   */
  List<String> dates() {
    if (since == null || until == null || ChronoUnit.DAYS.between(since, until) > MOST_DAYS) {
      return List.of();
    }
    LocalDate first = since.atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate last = until.atZone(ZoneOffset.UTC).toLocalDate();
    return first.datesUntil(last.plusDays(1)).map(date -> "date=" + date + "/").toList();
  }
}
