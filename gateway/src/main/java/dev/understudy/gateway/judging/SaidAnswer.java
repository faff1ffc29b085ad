package dev.understudy.gateway.judging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What one of the two answered.
 *
 * @param row the exchange, with the columns of the captured table
 * @param text the text, or null where there is none
 * @param calls the tool calls as JSON, or null
 */
record SaidAnswer(ObjectNode row, @Nullable String text, @Nullable String calls) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static SaidAnswer of(ObjectNode row) {
    return new SaidAnswer(row, row.path("output").textValue(), row.path("tool_calls").textValue());
  }

  /** What a person reads: the text, and behind it the tool calls. */
  String shown() {
    String calls = this.calls == null ? "" : "calls " + pretty(this.calls, this.calls);
    return text == null || text.isEmpty() ? calls : calls.isEmpty() ? text : text + "\n\n" + calls;
  }

  /** Whether a correction, which is a text, can say what was answered. */
  boolean isText() {
    return text != null && !text.isBlank() && calls == null;
  }

  /** Whether the text is a JSON object or array. */
  static boolean isJson(String text) {
    try {
      JsonNode value = JSON.readTree(text);
      return value != null && value.isContainerNode();
    } catch (JsonProcessingException none) {
      return false;
    }
  }

  /** JSON on lines of its own; the text as it is where it is no JSON. */
  static String pretty(String text, String otherwise) {
    try {
      return JSON.readTree(text).toPrettyString();
    } catch (JsonProcessingException none) {
      return otherwise;
    }
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "SaidAnswer[" + row.path("exchange_id").asText() + "]";
  }
}
