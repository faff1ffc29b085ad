package dev.understudy.exchange.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads the input of OpenAI's responses API. Items that make up one turn of the assistant, its text
 * and its calls, become one message; reasoning and calls of hosted tools are left out, as they are
 * left out of answers.
 */
final class ResponsesTurns {
  private ResponsesTurns() {}

  static void read(JsonNode input, Draft draft) throws UnusableShape {
    if (input.isTextual()) {
      draft.add("user", input, null);
      return;
    }
    if (!input.isArray()) {
      throw new UnusableShape(PromptReading.Reason.SHAPE);
    }
    boolean assistantBefore = false;
    for (JsonNode item : input) {
      assistantBefore = readItem(item, draft, assistantBefore);
    }
  }

  /** Reads one item, and tells whether it was the assistant's. */
  private static boolean readItem(JsonNode item, Draft draft, boolean assistantBefore)
      throws UnusableShape {
    switch (CompactJson.text(item, "type", "message")) {
      case "message" -> {
        return readMessage(item, draft, assistantBefore);
      }
      case "function_call" -> {
        draft.addCall(
            CompactJson.text(item, "call_id"),
            CompactJson.text(item, "name"),
            ChatTurns.arguments(item.get("arguments")));
        return true;
      }
      case "custom_tool_call" -> {
        draft.addCustomCall(
            CompactJson.text(item, "call_id"),
            CompactJson.text(item, "name"),
            CompactJson.text(item, "input", ""));
        return true;
      }
      case "function_call_output", "custom_tool_call_output" -> {
        draft.addToolResult(CompactJson.text(item, "call_id"), Contents.of(item.get("output")));
        return false;
      }
      case "item_reference" -> throw new UnusableShape(PromptReading.Reason.STORED_ELSEWHERE);
      default -> {
        return assistantBefore;
      }
    }
  }

  private static boolean readMessage(JsonNode item, Draft draft, boolean assistantBefore)
      throws UnusableShape {
    String role = CompactJson.text(item, "role");
    if (role == null) {
      throw new UnusableShape(PromptReading.Reason.SHAPE);
    }
    JsonNode content = Contents.of(item.get("content"));
    if (role.equals("assistant") && assistantBefore) {
      ObjectNode message = draft.assistant();
      JsonNode said = message.path("content");
      if (content.isTextual() && (said.isTextual() || said.isNull())) {
        message.put("content", (said.isNull() ? "" : said.textValue()) + content.textValue());
        return true;
      }
    }
    draft.add(role.equals("developer") ? "system" : role, content, null);
    return role.equals("assistant");
  }
}
