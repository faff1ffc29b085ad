package dev.understudy.trainer.export.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.trainer.export.chat.ChatMessage;
import dev.understudy.trainer.export.chat.Image;
import dev.understudy.trainer.export.chat.Part;
import dev.understudy.trainer.export.chat.Request;
import dev.understudy.trainer.export.chat.Role;
import dev.understudy.trainer.export.chat.ToolCall;
import dev.understudy.trainer.export.chat.Unfit;
import dev.understudy.trainer.export.chat.Unfit.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Messages as OpenAI's fine-tuning API takes them. Content is a text, or a list of parts where
 * there is a picture; an assistant's message without text has tool calls and no content.
 */
final class OpenAiMessages {
  private OpenAiMessages() {}

  /** The request's messages, with pictures in the user's alone. */
  static ArrayNode of(Request request) throws Unfit {
    ArrayNode messages = Nodes.array();
    for (ChatMessage message : request.messages()) {
      messages.add(of(message));
    }
    return messages;
  }

  static ObjectNode of(ChatMessage message) throws Unfit {
    ObjectNode node = Nodes.object().put("role", message.role().word());
    if (message.hasImage()) {
      node.set("content", parts(message));
    } else if (!message.text().isEmpty() || message.toolCalls().isEmpty()) {
      node.put("content", message.text());
    }
    if (message.name() != null && message.role() != Role.TOOL) {
      node.put("name", message.name());
    }
    if (message.role() == Role.TOOL) {
      node.put("tool_call_id", required(message.toolCallId()));
    }
    if (!message.toolCalls().isEmpty()) {
      for (ToolCall call : message.toolCalls()) {
        required(call.id());
      }
      node.set("tool_calls", message.calls());
    }
    return node;
  }

  private static ArrayNode parts(ChatMessage message) throws Unfit {
    if (message.role() != Role.USER) {
      throw new Unfit(Reason.IMAGE);
    }
    ArrayNode parts = Nodes.array();
    for (Part part : message.parts()) {
      Image image = part.image();
      if (image == null) {
        parts.addObject().put("type", "text").put("text", part.text());
        continue;
      }
      if (!image.url().matches("(?s)(https?://|data:image/).*")) {
        throw new Unfit(Reason.IMAGE);
      }
      ObjectNode url = parts.addObject().put("type", "image_url").putObject("image_url");
      url.put("url", image.url());
      if (image.detail() != null) {
        url.put("detail", image.detail());
      }
    }
    return parts;
  }

  private static String required(@Nullable String toolCallId) throws Unfit {
    if (toolCallId == null) {
      throw new Unfit(Reason.TOOL_CALL_ID);
    }
    return toolCallId;
  }
}
