package dev.understudy.sink.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Columns whose text is JSON, as JSON, and what they say as text again. */
final class NestedJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NestedJson() {}

  /** Text that should be JSON becomes JSON; what is not stays as it is. */
  static void unfold(ObjectNode row, List<String> columns) {
    for (String column : columns) {
      JsonNode text = row.path(column);
      if (text.isTextual()) {
        row.set(column, read(text));
      }
    }
  }

  private static JsonNode read(JsonNode text) {
    try {
      return JSON.readTree(text.asText());
    } catch (JsonProcessingException e) {
      // It was cut at a limit, or never was JSON: the text is what there is to show.
      return text;
    }
  }

  /** The same of a row of comparisons, its values left out where asked for. */
  static void unfoldComparison(ObjectNode row, boolean withoutValues) {
    unfold(row, List.of("differences", "remarks"));
    if (withoutValues) {
      row.path("differences")
          .forEach(each -> ((ObjectNode) each).remove(List.of("teacher", "student")));
    }
  }

  /** The words of an array, or a dash for none. */
  static String words(JsonNode array) {
    List<String> words = new ArrayList<>();
    array.forEach(each -> words.add(each.asText()));
    return words.isEmpty() ? "-" : String.join(", ", words);
  }

  /** One difference, such as {@code /is_bad true, student false}. */
  static String difference(JsonNode difference) {
    String pointer = difference.path("pointer").asText();
    String where = pointer.isEmpty() ? "(whole)" : pointer;
    if (!difference.has("teacher")) {
      return where;
    }
    return where
        + " "
        + value(difference.path("teacher"))
        + ", student "
        + value(difference.path("student"));
  }

  private static String value(JsonNode value) {
    return value.isNull() ? "nothing" : value.asText();
  }
}
