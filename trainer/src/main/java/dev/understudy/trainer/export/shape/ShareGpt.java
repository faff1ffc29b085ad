package dev.understudy.trainer.export.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.trainer.export.chat.ChatMessage;
import dev.understudy.trainer.export.chat.Lesson;
import dev.understudy.trainer.export.chat.Role;
import dev.understudy.trainer.export.chat.ToolCall;
import dev.understudy.trainer.export.chat.Unfit;
import dev.understudy.trainer.export.chat.Unfit.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * ShareGPT, as LLaMA-Factory reads it: {@code conversations} of {@code from} and {@code value}, and
 * {@code tools} where there are any, a text that holds the functions as JSON.
 *
 * <p>The system's turn, if any, comes first. Then {@code human} or {@code observation} (a tool's
 * result) takes turns with {@code gpt} or {@code function_call} (a text that holds a JSON object
 * with {@code name} and {@code arguments}, or a list of such). So two turns of one side in a row,
 * which parallel tool calls bring about, cannot be said, nor can text beside tool calls.
 *
 * @see <a href="https://github.com/hiyouga/LLaMA-Factory/blob/main/data/README.md#sharegpt-format">
 *     LLaMA-Factory, "Sharegpt format"</a>
 */
public final class ShareGpt implements Shape<Lesson> {
  @Override
  public ObjectNode row(Lesson lesson) throws Unfit {
    List<ChatMessage> turns = new ArrayList<>(lesson.request().messagesWithOneSystem());
    turns.add(lesson.answer());
    ObjectNode row = Nodes.object();
    ArrayNode conversations = row.putArray("conversations");
    if (turns.get(0).role() == Role.SYSTEM) {
      conversations.add(turn("system", turns.remove(0)));
    }
    for (int i = 0; i < turns.size(); i++) {
      boolean asks = i % 2 == 0;
      conversations.add(asks ? asking(turns.get(i)) : answering(turns.get(i)));
    }
    if (!lesson.request().functions().isEmpty()) {
      row.put("tools", Nodes.array().addAll(lesson.request().functions()).toString());
    }
    return row;
  }

  private static ObjectNode asking(ChatMessage message) throws Unfit {
    return switch (message.role()) {
      case USER -> turn("human", message);
      case TOOL -> turn("observation", message);
      case SYSTEM, ASSISTANT -> throw new Unfit(Reason.TURN_ORDER);
    };
  }

  private static ObjectNode answering(ChatMessage message) throws Unfit {
    if (message.role() != Role.ASSISTANT) {
      throw new Unfit(Reason.TURN_ORDER);
    }
    if (message.toolCalls().isEmpty()) {
      return turn("gpt", message);
    }
    if (!message.text().isBlank()) {
      throw new Unfit(Reason.TEXT_WITH_TOOL_CALLS);
    }
    return Nodes.object().put("from", "function_call").put("value", calls(message.toolCalls()));
  }

  private static ObjectNode turn(String from, ChatMessage message) throws Unfit {
    if (message.hasImage()) {
      throw new Unfit(Reason.IMAGE);
    }
    return Nodes.object().put("from", from).put("value", message.text());
  }

  private static String calls(List<ToolCall> calls) throws Unfit {
    ArrayNode all = Nodes.array();
    for (ToolCall call : calls) {
      all.addObject().put("name", call.name()).set("arguments", call.argumentsAsObject());
    }
    return (all.size() == 1 ? all.get(0) : all).toString();
  }
}
