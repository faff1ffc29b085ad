package dev.understudy.exchange.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tools a request offers, in the form of OpenAI's chat API; hosted ones are left out. */
final class Tools {
  private static final List<String> MEMBERS =
      List.of("name", "description", "parameters", "strict");

  private Tools() {}

  /** The tools of a request's body as a JSON array, or null where there are none. */
  static @Nullable String of(JsonNode body) {
    ArrayNode tools = CompactJson.array();
    for (JsonNode tool : body.path("tools")) {
      add(tool, tools);
    }
    for (JsonNode function : body.path("functions")) {
      tools.add(wrapped(function, "parameters"));
    }
    return tools.isEmpty() ? null : CompactJson.write(tools);
  }

  private static void add(JsonNode tool, ArrayNode tools) {
    if (tool.has("function") || tool.path("custom").isObject()) {
      tools.add(tool);
    } else if (tool.has("input_schema")) {
      tools.add(wrapped(tool, "input_schema"));
    } else if ("function".equals(CompactJson.text(tool, "type"))) {
      tools.add(wrapped(tool, "parameters"));
    } else if ("custom".equals(CompactJson.text(tool, "type"))) {
      ObjectNode custom = CompactJson.object().put("type", "custom");
      ObjectNode inner = ((ObjectNode) tool).deepCopy();
      inner.remove("type");
      custom.set("custom", inner);
      tools.add(custom);
    }
  }

  private static ObjectNode wrapped(JsonNode function, String parameters) {
    ObjectNode tool = CompactJson.object().put("type", "function");
    ObjectNode inner = tool.putObject("function");
    for (String member : MEMBERS) {
      JsonNode value = function.get(member.equals("parameters") ? parameters : member);
      if (value != null && !value.isNull()) {
        inner.set(member, value);
      }
    }
    return tool;
  }
}
