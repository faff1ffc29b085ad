package dev.understudy.exchange.wire;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Token log probabilities on their way in: an object of arrays ({@code content} and {@code refusal}
 * of the chat API, {@code tokens}, {@code token_logprobs} and so on of the legacy one). Over a
 * stream each array is joined; its elements stay as the provider wrote them, save white space.
 */
final class LogprobsDraft {
  /** The APIs know two to four; the rest would be somebody's attempt to fill our memory. */
  private static final int MAX_ARRAYS = 8;

  private final Map<String, StringBuilder> arrays = new LinkedHashMap<>();

  /** Adds the object the walk stands on. */
  void addObject(Json json) throws IOException {
    if (!json.isObject()) {
      json.skip();
      return;
    }
    for (String field; (field = json.field()) != null; ) {
      addArray(field, json);
    }
  }

  /** Adds the elements of the array the walk stands on to the array of that name. */
  void addArray(String name, Json json) throws IOException {
    if (!json.isArray()) {
      json.skip();
      return;
    }
    while (json.element()) {
      StringBuilder array = arrays.get(name);
      if (array == null && arrays.size() < MAX_ARRAYS) {
        array = new StringBuilder();
        arrays.put(name, array);
      }
      if (array == null) {
        json.skip();
      } else {
        array.append(array.length() == 0 ? "" : ",").append(json.compactSlice());
      }
    }
  }

  /** The JSON text, or null where there are none. */
  @Nullable String text() {
    if (arrays.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder("{");
    arrays.forEach(
        (name, elements) -> {
          text.append(text.length() == 1 ? "" : ",");
          text.append(JsonText.quoted(name)).append(":[").append(elements).append(']');
        });
    return text.append('}').toString();
  }
}
