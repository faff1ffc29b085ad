package dev.understudy.exchange.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the messages of Anthropic's messages API. A result of a tool becomes a message of its own,
 * before the text it came with; thinking and the provider's own tools are left out, as they are
 * left out of answers.
 */
final class AnthropicTurns {
  private AnthropicTurns() {}

  static void read(JsonNode messages, Draft draft) throws UnusableShape {
    if (!messages.isArray()) {
      throw new UnusableShape(PromptReading.Reason.SHAPE);
    }
    for (JsonNode message : messages) {
      String role = CompactJson.text(message, "role");
      if (role == null) {
        throw new UnusableShape(PromptReading.Reason.SHAPE);
      }
      JsonNode content = message.get("content");
      if (content == null || !content.isArray()) {
        draft.add(role, Contents.of(content), null);
      } else {
        readBlocks(role, content, draft);
      }
    }
  }

  private static void readBlocks(String role, JsonNode blocks, Draft draft) {
    List<JsonNode> parts = new ArrayList<>();
    List<JsonNode> calls = new ArrayList<>();
    boolean results = false;
    for (JsonNode block : blocks) {
      String type = CompactJson.text(block, "type", "");
      if (type.equals("tool_use")) {
        calls.add(block);
      } else if (type.equals("tool_result")) {
        draft.addToolResult(
            CompactJson.text(block, "tool_use_id"), Contents.of(block.get("content")));
        results = true;
      } else if (!type.equals("server_tool_use") && !type.endsWith("_tool_result")) {
        Contents.addPart(block, parts);
      }
    }
    if (!parts.isEmpty() || !results) {
      draft.add(role, Contents.joined(parts), null);
    }
    for (JsonNode call : calls) {
      draft.addCall(
          CompactJson.text(call, "id"),
          CompactJson.text(call, "name"),
          ChatTurns.arguments(call.get("input")));
    }
  }
}
