package dev.understudy.sink.table;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hour whose rows a folder of a table holds.
 *
 * @param folder the folder's name in the store, such as {@code exchanges/date=2026-01-31/hour=07/}
 * @param hour when the hour begins
 */
public record Partition(String folder, Instant hour) {
  private static final Pattern NAME =
      Pattern.compile("([a-z]+/date=(\\d{4}-\\d\\d-\\d\\d)/hour=([01]\\d|2[0-3])/)[^/]+");

  /** The partition in which the file of that name lies; empty where it lies somewhere else. */
  public static Optional<Partition> of(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate date = LocalDate.parse(matcher.group(2));
      int hour = Integer.parseInt(matcher.group(3));
      return Optional.of(
          new Partition(matcher.group(1), date.atTime(hour, 0).toInstant(ZoneOffset.UTC)));
    } catch (DateTimeParseException noDate) {
      return Optional.empty();
    }
  }

  /** When the hour is over. */
  public Instant end() {
    return hour.plus(1, ChronoUnit.HOURS);
  }
}
