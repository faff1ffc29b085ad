package dev.understudy.exchange.wire;

import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an error a provider sent: its code, or else its type, never its message, because
 * messages quote what was asked. A name that does not look like one counts as unnamed.
 */
final class ProviderError {
  /** What an error without a name is called. */
  static final String UNNAMED = "error";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/-]{1,80}");

  private ProviderError() {}

  /** Reads the value of a member {@code error}; null where it is null. */
  static @Nullable String read(Json json) throws IOException {
    if (json.isObject()) {
      String type = null;
      String code = null;
      for (String field; (field = json.field()) != null; ) {
        switch (field) {
          case "type" -> type = json.scalar();
          case "code" -> code = json.scalar();
          default -> json.skip();
        }
      }
      return name(type, code);
    }
    String text = json.scalar();
    return text == null || text.equals("false") ? null : UNNAMED;
  }

  /** The error's name from what its type and code say. */
  static String name(@Nullable String type, @Nullable String code) {
    if (code != null && NAME.matcher(code).matches() && !isNumber(code)) {
      return code;
    }
    if (type != null && NAME.matcher(type).matches()) {
      return type;
    }
    return code != null && NAME.matcher(code).matches() ? code : UNNAMED;
  }

  private static boolean isNumber(String code) {
    return code.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
