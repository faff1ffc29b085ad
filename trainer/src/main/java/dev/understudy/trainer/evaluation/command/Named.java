package dev.understudy.trainer.evaluation.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A system as the command line names one: {@code [NAME=]PLACE[,KEY=VALUE]...}.
 *
 * @param name what reports call it, or null where it is not said
 * @param place a folder, a URL, a file or a column
 * @param settings what else is said of it
 */
record Named(@Nullable String name, String place, Map<String, String> settings) {
  Named {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException where it is none, or has other settings than these
   */
  static Named read(String words, List<String> known) {
    String[] parts = words.split(",", -1);
    int equals = parts[0].indexOf('=');
    int scheme = parts[0].indexOf("://");
    boolean hasName = equals >= 0 && (scheme < 0 || equals < scheme); // a URL may hold '=', too
    String name = hasName ? parts[0].substring(0, equals) : null;
    String place = hasName ? parts[0].substring(equals + 1) : parts[0];
    if (place.isBlank() || (name != null && name.isBlank())) {
      throw new IllegalArgumentException(
          "expected [NAME=]PLACE[,KEY=VALUE]..., got '%s'".formatted(words));
    }
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] setting = parts[i].split("=", 2);
      if (setting.length < 2 || setting[1].isEmpty() || !known.contains(setting[0])) {
        throw new IllegalArgumentException(
            "unknown setting '%s' of '%s'; known: %s"
                .formatted(parts[i], parts[0], String.join("=, ", known) + "="));
      }
      settings.put(setting[0], setting[1]);
    }
    return new Named(name, place, settings);
  }

  /** Whether the place is a URL. */
  boolean isUrl() {
    return place.startsWith("http://") || place.startsWith("https://");
  }

  @Nullable String setting(String key) {
    return settings.get(key);
  }

  String setting(String key, String usual) {
    return settings.getOrDefault(key, usual);
  }

  /**
   * A number that a setting says.
   *
   * @throws IllegalArgumentException where it is none
   */
  double number(String key, double usual) {
    String said = setting(key);
    if (said == null) {
      return usual;
    }
    try {
      return Double.parseDouble(said);
    } catch (NumberFormatException none) {
      throw new IllegalArgumentException(
          "%s of '%s' must be a number, got '%s'".formatted(key, place, said), none);
    }
  }

  /**
   * A whole number of at least 1 that a setting says.
   *
   * @throws IllegalArgumentException where it is none
   */
  long count(String key, long usual) {
    double said = number(key, (double) usual);
    if (said != Math.rint(said) || said < 1 || said > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s of '%s' must be a whole number of at least 1, got '%s'"
              .formatted(key, place, setting(key)));
    }
    return (long) said;
  }
}
