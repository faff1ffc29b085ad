package dev.understudy.diff.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place of a JSON value, by its pointer (RFC 6901).
 *
 * @param segments the pointer's segments
 */
public record JsonValueAt(List<String> segments) {
  public JsonValueAt {
    segments = List.copyOf(segments);
  }

  /**
   * The place a pointer names.
   *
   * @throws IllegalArgumentException where it is no JSON pointer
   */
  public static JsonValueAt pointer(String pointer) {
    return new JsonValueAt(Pointers.segments(pointer));
  }

  /**
   * The string, number or truth value there as one text for all ways of writing it; null where
   * there is none.
   */
  public @Nullable String scalarIn(@Nullable JsonNode root) {
    JsonNode value = root;
    for (int i = 0; i < segments.size() && value != null; i++) {
      value = value.isArray() ? element(value, segments.get(i)) : value.get(segments.get(i));
    }
    if (value == null || value.isNull() || value.isContainerNode()) {
      return null;
    }
    return value.isTextual() ? value.textValue() : Scalars.canonical(value);
  }

  private static @Nullable JsonNode element(JsonNode array, String segment) {
    try {
      return array.get(Integer.parseInt(segment));
    } catch (NumberFormatException notAnIndex) {
      return null;
    }
  }
}
