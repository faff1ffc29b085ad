package dev.understudy.sink.upkeep.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a size such as {@code 256MiB}, and writes one for people. */
final class Size implements ITypeConverter<Long> {
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,5})(KiB|MiB|GiB)");
  private static final int STEP = 1024;

  @Override
  public Long convert(String value) {
    Matcher size = SIZE.matcher(value);
    if (!size.matches()) {
      throw new TypeConversionException("expected a size such as 256MiB, found '" + value + "'");
    }
    long unit =
        switch (size.group(2)) {
          case "KiB" -> STEP;
          case "MiB" -> STEP * STEP;
          default -> STEP * STEP * STEP;
        };
    return Long.parseLong(size.group(1)) * unit;
  }

  /** Bytes such as {@code 3.4 MiB}. */
  static String text(long bytes) {
    if (bytes < STEP) {
      return bytes + " B";
    }
    double rest = bytes;
    String unit = "B";
    for (String next : new String[] {"KiB", "MiB", "GiB", "TiB"}) {
      if (rest < STEP) {
        break;
      }
      rest /= STEP;
      unit = next;
    }
    return String.format(Locale.ROOT, "%.1f %s", rest, unit);
  }
}
