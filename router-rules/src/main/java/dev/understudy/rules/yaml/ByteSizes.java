package dev.understudy.rules.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as they are written in YAML: a whole number and its unit, such as {@code 64KiB}. */
public final class ByteSizes {
  private static final Pattern SHAPE = Pattern.compile("([0-9]{1,19})(B|[KMGT]i?B)");

  /** Binary units first and the largest of them first, for writing. */
  private static final Map<String, Long> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("TiB", 1L << 40);
    UNITS.put("GiB", 1L << 30);
    UNITS.put("MiB", 1L << 20);
    UNITS.put("KiB", 1L << 10);
    UNITS.put("B", 1L);
    UNITS.put("KB", 1_000L);
    UNITS.put("MB", 1_000_000L);
    UNITS.put("GB", 1_000_000_000L);
    UNITS.put("TB", 1_000_000_000_000L);
  }

  private ByteSizes() {}

  static long read(String text) throws Mismatch {
    Matcher matcher = SHAPE.matcher(text);
    Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
    if (unit == null) {
      throw Mismatch.of("must be a size such as 512B, 64KiB, 8MiB or 1GB", text);
    }
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
    } catch (ArithmeticException | NumberFormatException tooMany) {
      throw Mismatch.of("must be less than 8388608TiB", text);
    }
  }

  /** The shortest way to write the size exactly, in binary units. */
  public static String write(long bytes) {
    for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
      if (bytes != 0 && bytes % unit.getValue() == 0) {
        return bytes / unit.getValue() + unit.getKey();
      }
    }
    return "0B";
  }
}
