package dev.understudy.gateway.config;

import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What is logged, and how.
 *
 * @param level the least important level that is logged
 * @param format how a line looks
 */
public record LogSettings(Level level, Format format) {
  /** Informing, for people. */
  public static final LogSettings DEFAULT = new LogSettings(Level.INFO, Format.TEXT);

  /** How much is logged. */
  public enum Level {
    /** Failures that need a person. */
    ERROR,
    /** And what may become one. */
    WARN,
    /** And what happened at large. */
    INFO,
    /** And what helps to find a fault. */
    DEBUG,
    /** And everything else. */
    TRACE
  }

  /** How a line looks. */
  public enum Format {
    /** For people. */
    TEXT,
    /** One JSON object per line. */
    JSON
  }

  static LogSettings read(Section in) {
    return new LogSettings(
        in.value("level", Scalar.word(Level.class), DEFAULT.level),
        in.value("format", Scalar.word(Format.class), DEFAULT.format));
  }

  Map<String, Object> written() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("level", level.name().toLowerCase(Locale.ROOT));
    keys.put("format", format.name().toLowerCase(Locale.ROOT));
    return keys;
  }
}
