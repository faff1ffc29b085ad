package dev.understudy.gateway.practice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One message of a conversation, reduced to what makes two conversations the same: who spoke and
 * what was said. Text given as a string and text given in parts reduce to the same turn.
 *
 * @param role the speaker, such as {@code user}
 * @param text the text; parts that are not text, and tool calls, stand in it as their JSON
 */
record Turn(String role, String text) {
  /**
   * The turns of a {@code messages} array.
   *
   * @throws IllegalArgumentException when it is no such array; the message says where and what was
   *     expected, and never repeats content
   */
  static List<Turn> listOf(JsonNode messages) {
    if (!messages.isArray() || messages.isEmpty()) {
      throw new IllegalArgumentException(
          "expected messages to be an array of at least one message, found "
              + (messages.isArray() ? "an empty array" : Shape.of(messages)));
    }
    List<Turn> turns = new ArrayList<>(messages.size());
    for (JsonNode message : messages) {
      turns.add(of(message, "messages[" + turns.size() + "]"));
    }
    return List.copyOf(turns);
  }

  private static Turn of(JsonNode message, String where) {
    if (!message.isObject()) {
      throw new IllegalArgumentException(
          "expected " + where + " to be an object, found " + Shape.of(message));
    }
    JsonNode role = message.path("role");
    if (!role.isTextual()) {
      throw new IllegalArgumentException(
          "expected " + where + ".role to be text, found " + Shape.of(role));
    }
    StringBuilder text = new StringBuilder();
    appendContent(message.path("content"), where, text);
    for (JsonNode call : message.path("tool_calls")) {
      // The call's id is the server's invention and differs each time; the call itself does not.
      text.append(call.path("function"));
    }
    return new Turn(role.asText(), text.toString());
  }

  private static void appendContent(JsonNode content, String where, StringBuilder text) {
    if (content.isTextual()) {
      text.append(content.asText());
    } else if (content.isArray()) {
      for (JsonNode part : content) {
        JsonNode said = part.path("text");
        text.append(said.isTextual() ? said.asText() : part.toString());
      }
    } else if (!content.isNull() && !content.isMissingNode()) {
      throw new IllegalArgumentException(
          "expected " + where + ".content to be text or an array, found " + Shape.of(content));
    }
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Turn[role=" + role + ", characters=" + text.length() + "]";
  }
}
