package dev.understudy.sink.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How values stand in text: times in the reader's zone, counts with separators, a dash for none.
 */
final class Figures {
  private static final String NONE = "-";
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS xxx", Locale.ROOT);

  private Figures() {}

  /** Text as it stands. */
  static String text(JsonNode value) {
    return value.isNull() || value.isMissingNode() ? NONE : value.asText();
  }

  /** A count such as {@code 1,234}. */
  static String count(JsonNode value) {
    return value.isNumber() ? String.format(Locale.ROOT, "%,d", value.asLong()) : NONE;
  }

  /** Milliseconds such as {@code 3.2} or {@code 1,234}. */
  static String millis(JsonNode value) {
    if (!value.isNumber()) {
      return NONE;
    }
    double millis = value.asDouble();
    return String.format(Locale.ROOT, millis < 100 ? "%.1f" : "%,.0f", millis);
  }

  /** Bytes such as {@code 3.4 MB}. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double rest = bytes;
    String unit = "B";
    for (String next : new String[] {"kB", "MB", "GB", "TB"}) {
      if (rest < 1000) {
        break;
      }
      rest /= 1000;
      unit = next;
    }
    return String.format(Locale.ROOT, "%.1f %s", rest, unit);
  }

  /** A time to the second. */
  static String time(JsonNode value, ZoneId zone) {
    return value.isTextual() ? SECONDS.format(Instant.parse(value.asText()).atZone(zone)) : NONE;
  }

  /** A time to the millisecond, with its zone. */
  static String exactTime(JsonNode value, ZoneId zone) {
    return value.isTextual() ? MILLIS.format(Instant.parse(value.asText()).atZone(zone)) : NONE;
  }
}
