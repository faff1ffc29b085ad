package dev.understudy.trainer.export.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.trainer.export.chat.Unfit.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one message of a conversation. One thread. */
final class MessageReader {
  private final Surrogates surrogates;

  MessageReader(Surrogates surrogates) {
    this.surrogates = surrogates;
  }

  ChatMessage read(JsonNode message) throws Unfit {
    if (!message.isObject()) {
      throw new Unfit(Reason.MESSAGES);
    }
    Role role = Role.of(message.path("role").asText());
    if (role == null) {
      throw new Unfit(Reason.ROLE);
    }
    if (!isAbsent(message.path("audio"))) {
      throw new Unfit(Reason.PART);
    }
    if (!isAbsent(message.path("function_call"))) { // given up for tool_calls by the API
      throw new Unfit(Reason.TOOL_CALLS);
    }
    return new ChatMessage(
        role,
        content(message),
        text(message.path("name")),
        text(message.path("tool_call_id")),
        toolCalls(message.path("tool_calls")));
  }

  /** The calls of a list; none where there is no list. */
  List<ToolCall> toolCalls(JsonNode calls) throws Unfit {
    if (!calls.isArray() && !isAbsent(calls)) {
      throw new Unfit(Reason.TOOL_CALLS);
    }
    List<ToolCall> read = new ArrayList<>();
    for (JsonNode call : calls) {
      JsonNode function = call.path("function");
      String name = text(function.path("name"));
      if (name == null || !call.path("type").asText("function").equals("function")) {
        throw new Unfit(Reason.TOOL_CALLS);
      }
      read.add(new ToolCall(text(call.path("id")), name, arguments(function.path("arguments"))));
    }
    return read;
  }

  /** Most APIs have arguments as a text that holds JSON; some have the JSON itself. */
  private String arguments(JsonNode arguments) {
    if (isAbsent(arguments)) {
      return "";
    }
    return arguments.isTextual()
        ? surrogates.mend(arguments.textValue())
        : surrogates.mend(arguments).toString();
  }

  private List<Part> content(JsonNode message) throws Unfit {
    JsonNode content = message.path("content");
    if (isAbsent(content)) {
      String refusal = text(message.path("refusal"));
      return refusal == null ? List.of() : List.of(Part.of(refusal));
    }
    if (content.isTextual()) {
      return List.of(Part.of(surrogates.mend(content.textValue())));
    }
    if (!content.isArray()) {
      throw new Unfit(Reason.MESSAGES);
    }
    List<Part> parts = new ArrayList<>();
    for (JsonNode part : content) {
      parts.add(part(part));
    }
    return parts;
  }

  private Part part(JsonNode part) throws Unfit {
    String type = part.path("type").asText();
    String text = text(part.path(type.equals("refusal") ? "refusal" : "text"));
    if ((type.equals("text") || type.equals("refusal")) && text != null) {
      return Part.of(text);
    }
    JsonNode image = part.path("image_url");
    String url = text(image.isTextual() ? image : image.path("url"));
    if (type.equals("image_url") && url != null) {
      return Part.of(new Image(url, text(image.path("detail"))));
    }
    throw new Unfit(Reason.PART);
  }

  private @Nullable String text(JsonNode value) {
    return value.isTextual() ? surrogates.mend(value.textValue()) : null;
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
