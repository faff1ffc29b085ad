package dev.understudy.rules.yaml;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written in YAML: a whole number and its unit, such as {@code 250ms}. */
public final class Durations {
  private static final Pattern SHAPE = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(3650);

  private Durations() {}

  static Duration read(String text) throws Mismatch {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw Mismatch.of("must be a duration such as 250ms, 30s, 5m or 1h", text);
    }
    Duration duration = Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
    if (duration.compareTo(LONGEST) > 0) {
      throw Mismatch.of("must be at most 3650d", text);
    }
    return duration;
  }

  /** The shortest way to write the duration, to the millisecond: 90 seconds are {@code 90s}. */
  public static String write(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      long size = unit(unit).getDuration().toMillis();
      if (millis % size == 0) {
        return millis / size + unit;
      }
    }
    return millis + "ms";
  }

  private static ChronoUnit unit(String word) {
    return switch (word) {
      case "ms" -> ChronoUnit.MILLIS;
      case "s" -> ChronoUnit.SECONDS;
      case "m" -> ChronoUnit.MINUTES;
      case "h" -> ChronoUnit.HOURS;
      case "d" -> ChronoUnit.DAYS;
      default -> throw new IllegalArgumentException("no unit of time: " + word);
    };
  }
}
