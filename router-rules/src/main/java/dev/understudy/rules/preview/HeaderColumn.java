package dev.understudy.rules.preview;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the column of recorded headers, a JSON array of {@code [name, value]}. */
final class HeaderColumn {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST_KEPT = 4096;

  private final Map<String, Map<String, String>> known = new HashMap<>();

  /** The first value of each header by its name in lower case; none where it is no such text. */
  Map<String, String> read(String json) {
    Map<String, String> before = known.get(json);
    if (before != null) {
      return before;
    }
    Map<String, String> headers = new HashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        String name = parser.nextTextValue();
        String value = parser.nextTextValue();
        if (name != null && value != null) {
          headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
        }
        while (parser.nextToken() != JsonToken.END_ARRAY && parser.hasCurrentToken()) {
          parser.skipChildren();
        }
      }
    } catch (IOException notOurs) {
      // A text that the gateway did not write says nothing.
    }
    if (known.size() < MOST_KEPT) {
      known.put(json, headers);
    }
    return headers;
  }
}
