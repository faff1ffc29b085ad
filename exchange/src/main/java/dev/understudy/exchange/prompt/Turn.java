package dev.understudy.exchange.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation.
 *
 * @param role who speaks: {@code system}, {@code user}, {@code assistant} or {@code tool}
 * @param text the content, or null where it is no text
 * @param rest what else the message has, as a JSON object without white space, its content included
 *     where that is no text; or null
 */
public record Turn(String role, @Nullable String text, @Nullable String rest)
    implements Serializable {
  public Turn {
    Objects.requireNonNull(role, "role");
  }

  /** A message that is nothing but text. */
  public static Turn of(String role, String text) {
    return new Turn(role, text, null);
  }

  /** Whether the message is nothing but text. */
  public boolean isPlain() {
    return text != null && rest == null;
  }

  /**
   * The messages of a conversation.
   *
   * @param messages a JSON array of messages, as {@link PromptReading.Good#messages()}
   * @throws IllegalArgumentException if it is none
   */
  public static List<Turn> read(String messages) {
    JsonNode array = CompactJson.read(messages);
    if (array == null || !array.isArray()) {
      throw new IllegalArgumentException(
          "messages must be a JSON array of chat messages, got "
              + (array == null
                  ? "no JSON"
                  : array.getNodeType().toString().toLowerCase(Locale.ROOT)));
    }
    List<Turn> turns = new ArrayList<>(array.size());
    for (JsonNode message : array) {
      turns.add(of(message));
    }
    return turns;
  }

  /** The JSON array that {@link #read} reads as the same messages. */
  public static String write(List<Turn> turns) {
    ArrayNode array = CompactJson.array();
    turns.forEach(turn -> array.add(turn.json()));
    return CompactJson.write(array);
  }

  /** The message that an object of the canonical form is. */
  static Turn of(JsonNode message) {
    String role = CompactJson.text(message, "role");
    if (role == null) {
      throw new IllegalArgumentException("each message must be an object with a role");
    }
    ObjectNode rest = ((ObjectNode) message).deepCopy();
    rest.remove("role");
    JsonNode content = rest.get("content");
    String text = content != null && content.isTextual() ? content.textValue() : null;
    if (text != null) {
      rest.remove("content");
    }
    return new Turn(role, text, rest.isEmpty() ? null : CompactJson.write(rest));
  }

  /** The message as an object, its role first, then its content. */
  ObjectNode json() {
    ObjectNode message = CompactJson.object();
    message.put("role", role);
    if (text != null) {
      message.put("content", text);
    }
    JsonNode others = rest == null ? null : CompactJson.read(rest);
    if (others instanceof ObjectNode members) {
      message.setAll(members);
    }
    return message;
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Turn[" + role + "]";
  }
}
