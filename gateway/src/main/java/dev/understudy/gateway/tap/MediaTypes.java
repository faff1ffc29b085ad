package dev.understudy.gateway.tap;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells bodies worth keeping as text from those recorded by digest. */
final class MediaTypes {
  private MediaTypes() {}

  /**
   * Whether a body of that media type is text.
   *
   * @param contentType the value of the Content-Type field, or null where there is none; without
   *     one, LLM APIs mean JSON
   */
  static boolean isText(@Nullable String contentType) {
    if (contentType == null
        || contentType.startsWith("application/json")
        || contentType.startsWith("text/")) {
      return true;
    }
    int parameters = contentType.indexOf(';');
    String type =
        (parameters < 0 ? contentType : contentType.substring(0, parameters))
            .strip()
            .toLowerCase(Locale.ROOT);
    return type.isEmpty()
        || type.startsWith("text/")
        || type.endsWith("json")
        || type.endsWith("xml")
        || type.equals("application/jsonl")
        || type.equals("application/x-ndjson")
        || type.equals("application/x-jsonlines")
        || type.equals("application/javascript")
        || type.equals("application/yaml")
        || type.equals("application/x-www-form-urlencoded");
  }
}
