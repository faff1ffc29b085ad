package dev.understudy.trainer.export.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.trainer.export.chat.ChatMessage;
import dev.understudy.trainer.export.chat.Request;
import dev.understudy.trainer.export.chat.Role;
import dev.understudy.trainer.export.chat.ToolCall;
import dev.understudy.trainer.export.chat.Unfit;
import dev.understudy.trainer.export.chat.Unfit.Reason;
import java.util.List;

/**
 * Messages as TRL hands them to chat templates. Content is always a text, so that Arrow finds one
 * type in the whole column; pictures would need a column of their own and are not exported. The
 * arguments of tool calls are objects, since templates print them as JSON: a text would be quoted
 * twice. The tools on offer are a text that holds JSON, since Arrow would give each schema the keys
 * of all others, as null; TRL takes both.
 *
 * <p>The first system turns are joined into one: most templates know no other.
 *
 * @see <a href="https://huggingface.co/docs/trl/dataset_formats#tool-calling">TRL, "Dataset formats
 *     and types", "Tool calling"</a>
 * @see <a href="https://github.com/huggingface/trl/pull/5118">TRL, "Update tool handling to support
 *     JSON string schemas in trainers"</a>
 */
final class TrlMessages {
  private TrlMessages() {}

  static ArrayNode of(Request request) throws Unfit {
    return of(request.messagesWithOneSystem());
  }

  static ArrayNode of(ChatMessage message) throws Unfit {
    return of(List.of(message));
  }

  static void addTools(ObjectNode row, Request request) {
    if (!request.functions().isEmpty()) {
      row.put("tools", request.tools().toString());
    }
  }

  private static ArrayNode of(List<ChatMessage> messages) throws Unfit {
    ArrayNode nodes = Nodes.array();
    for (ChatMessage message : messages) {
      nodes.add(node(message));
    }
    return nodes;
  }

  private static ObjectNode node(ChatMessage message) throws Unfit {
    if (message.hasImage()) {
      throw new Unfit(Reason.IMAGE);
    }
    ObjectNode node = Nodes.object().put("role", message.role().word());
    if (message.role() == Role.TOOL) {
      if (message.name() != null) {
        node.put("name", message.name());
      }
      if (message.toolCallId() != null) {
        node.put("tool_call_id", message.toolCallId());
      }
    }
    node.put("content", message.text());
    if (!message.toolCalls().isEmpty()) {
      ArrayNode calls = node.putArray("tool_calls");
      for (ToolCall call : message.toolCalls()) {
        calls.add(node(call));
      }
    }
    return node;
  }

  private static ObjectNode node(ToolCall call) throws Unfit {
    ObjectNode node = Nodes.object();
    if (call.id() != null) {
      node.put("id", call.id());
    }
    node.put("type", "function");
    ObjectNode function = node.putObject("function").put("name", call.name());
    function.set("arguments", call.argumentsAsObject());
    return node;
  }
}
