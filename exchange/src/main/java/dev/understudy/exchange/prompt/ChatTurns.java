package dev.understudy.exchange.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of OpenAI's chat completions. The role {@code developer} is {@code system}, as
 * it is to the API; the older {@code function_call} and role {@code function} become tool calls.
 */
final class ChatTurns {
  private ChatTurns() {}

  static void read(JsonNode messages, Draft draft) throws UnusableShape {
    if (!messages.isArray()) {
      throw new UnusableShape(PromptReading.Reason.SHAPE);
    }
    for (JsonNode message : messages) {
      readMessage(message, draft);
    }
  }

  private static void readMessage(JsonNode message, Draft draft) throws UnusableShape {
    String role = CompactJson.text(message, "role");
    if (role == null) {
      throw new UnusableShape(PromptReading.Reason.SHAPE);
    }
    JsonNode content = Contents.of(message.get("content"));
    switch (role) {
      case "developer" -> draft.add("system", content, CompactJson.text(message, "name"));
      case "tool" -> draft.addToolResult(CompactJson.text(message, "tool_call_id"), content);
      case "function" -> draft.addToolResult(CompactJson.text(message, "name"), content);
      case "assistant" -> readAssistant(message, content, draft);
      default -> draft.add(role, content, CompactJson.text(message, "name"));
    }
  }

  private static void readAssistant(JsonNode message, JsonNode content, Draft draft) {
    JsonNode refusal = message.get("refusal");
    boolean refused = content.isNull() && refusal != null && refusal.isTextual();
    draft.add(
        "assistant",
        refused ? refusal : content.isNull() ? NullNode.instance : content,
        CompactJson.text(message, "name"));
    for (JsonNode call : message.path("tool_calls")) {
      readCall(call, draft);
    }
    JsonNode older = message.get("function_call");
    if (older != null && older.isObject()) {
      String name = CompactJson.text(older, "name");
      draft.addCall(name, name, arguments(older.get("arguments")));
    }
  }

  private static void readCall(JsonNode call, Draft draft) {
    String id = CompactJson.text(call, "id");
    JsonNode custom = call.get("custom");
    if (custom != null) {
      draft.addCustomCall(
          id, CompactJson.text(custom, "name"), CompactJson.text(custom, "input", ""));
    } else {
      JsonNode function = call.path("function");
      draft.addCall(id, CompactJson.text(function, "name"), arguments(function.get("arguments")));
    }
  }

  /** Arguments as the text they are in this API, also where a server sends them as an object. */
  static String arguments(@Nullable JsonNode arguments) {
    if (arguments == null || arguments.isNull()) {
      return "{}";
    }
    return arguments.isTextual() ? arguments.textValue() : CompactJson.write(arguments);
  }
}
