package dev.understudy.exchange.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a message, from the parts that the three APIs know: one text where all parts are
 * texts, else a list of OpenAI's parts. Parts we do not know stay as they are; hidden reasoning is
 * left out.
 */
final class Contents {
  private Contents() {}

  /** The content: a text, null, or an array of parts. */
  static JsonNode of(@Nullable JsonNode content) {
    if (content == null || content.isNull()) {
      return NullNode.instance;
    }
    if (content.isTextual()) {
      return content;
    }
    List<JsonNode> parts = new ArrayList<>();
    if (content.isArray()) {
      for (JsonNode part : content) {
        addPart(part, parts);
      }
    } else {
      addPart(content, parts);
    }
    return joined(parts);
  }

  /** One text where all are texts; null where there are none. */
  static JsonNode joined(List<JsonNode> parts) {
    if (parts.isEmpty()) {
      return NullNode.instance;
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode part : parts) {
      if (!"text".equals(CompactJson.text(part, "type"))) {
        ArrayNode array = CompactJson.array();
        parts.forEach(array::add);
        return array;
      }
      texts.add(CompactJson.text(part, "text", ""));
    }
    return new TextNode(String.join("\n", texts));
  }

  static void addPart(JsonNode part, List<JsonNode> parts) {
    if (part.isTextual()) {
      parts.add(textPart(part.textValue()));
      return;
    }
    String type = CompactJson.text(part, "type", "");
    switch (type) {
      case "text", "input_text", "output_text" ->
          parts.add(textPart(CompactJson.text(part, "text", "")));
      case "refusal" -> parts.add(textPart(CompactJson.text(part, "refusal", "")));
      case "thinking", "redacted_thinking", "reasoning" -> {
        // not part of what was said
      }
      case "image" -> parts.add(image(source(part), null));
      case "input_image" ->
          parts.add(image(CompactJson.text(part, "image_url"), CompactJson.text(part, "detail")));
      case "document" -> parts.add(document(part));
      default -> parts.add(part);
    }
  }

  private static ObjectNode textPart(String text) {
    return CompactJson.object().put("type", "text").put("text", text);
  }

  private static ObjectNode image(@Nullable String url, @Nullable String detail) {
    ObjectNode part = CompactJson.object().put("type", "image_url");
    ObjectNode image = part.putObject("image_url").put("url", url == null ? "" : url);
    if (detail != null) {
      image.put("detail", detail);
    }
    return part;
  }

  /** Anthropic's source, as the URL that OpenAI's API takes. */
  private static @Nullable String source(JsonNode part) {
    JsonNode source = part.path("source");
    String data = CompactJson.text(source, "data");
    return data == null
        ? CompactJson.text(source, "url")
        : "data:" + CompactJson.text(source, "media_type", "") + ";base64," + data;
  }

  private static ObjectNode document(JsonNode part) {
    JsonNode source = part.path("source");
    if ("text".equals(CompactJson.text(source, "type"))) {
      return textPart(CompactJson.text(source, "data", ""));
    }
    String url = source(part);
    ObjectNode file = CompactJson.object().put("type", "file");
    file.putObject("file").put("file_data", url == null ? "" : url);
    return file;
  }
}
