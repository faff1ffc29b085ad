package dev.understudy.exchange.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** The messages of a conversation on their way into the canonical form. */
final class Draft {
  private final ArrayNode messages = CompactJson.array();

  /** Adds a message; one of the assistant without anything in it is left out. */
  void add(String role, JsonNode content, @Nullable String name) {
    ObjectNode message = messages.addObject();
    message.put("role", role);
    message.set("content", content);
    if (name != null) {
      message.put("name", name);
    }
  }

  /** Adds the result of a tool call. */
  void addToolResult(@Nullable String id, JsonNode content) {
    ObjectNode message = messages.addObject();
    message.put("role", "tool");
    message.set("content", content.isNull() ? new TextNode("") : content);
    if (id != null) {
      message.put("tool_call_id", id);
    }
  }

  /** The assistant's message that calls belong to: the last message, or a new one. */
  ObjectNode assistant() {
    JsonNode last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
    if (last instanceof ObjectNode message
        && "assistant".equals(CompactJson.text(message, "role"))) {
      return message;
    }
    add("assistant", NullNode.instance, null);
    return (ObjectNode) messages.get(messages.size() - 1);
  }

  /** Adds a call to the assistant's message. */
  void addCall(@Nullable String id, @Nullable String name, String arguments) {
    put(calls().addObject(), id, "function", name, "arguments", arguments);
  }

  /** Adds a call of a tool that takes free text. */
  void addCustomCall(@Nullable String id, @Nullable String name, String text) {
    put(calls().addObject(), id, "custom", name, "input", text);
  }

  private ArrayNode calls() {
    ObjectNode message = assistant();
    return message.get("tool_calls") instanceof ArrayNode there
        ? there
        : message.putArray("tool_calls");
  }

  private static void put(
      ObjectNode call,
      @Nullable String id,
      String kind,
      @Nullable String name,
      String argument,
      String value) {
    if (id != null) {
      call.put("id", id);
    }
    call.put("type", kind);
    ObjectNode inner = call.putObject(kind);
    if (name != null) {
      inner.put("name", name);
    }
    inner.put(argument, value);
  }

  ArrayNode messages() {
    return messages;
  }
}
