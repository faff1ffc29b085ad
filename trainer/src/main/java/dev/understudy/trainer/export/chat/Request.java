package dev.understudy.trainer.export.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is asked of a model: the conversation so far and the functions it may call.
 *
 * @param messages the conversation, at least one turn, the last one not the model's
 * @param functions the functions on offer, each with its {@code name}, {@code description} and
 *     {@code parameters} as OpenAI's chat API has them; empty where there are none. Not to be
 *     changed
 */
public record Request(List<ChatMessage> messages, List<ObjectNode> functions) {
  private static final String BETWEEN_SYSTEMS = "\n\n";

  public Request {
    messages = List.copyOf(messages);
    functions = List.copyOf(functions);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a request must have a message");
    }
  }

  /** Whether there is a picture in any turn. */
  public boolean hasImage() {
    return messages.stream().anyMatch(ChatMessage::hasImage);
  }

  /**
   * The conversation with one system turn at most before the first other one: several are joined,
   * with a blank line between them. Later ones stay where they are.
   */
  public List<ChatMessage> messagesWithOneSystem() {
    int systems = 0;
    while (systems < messages.size() && messages.get(systems).role() == Role.SYSTEM) {
      systems++;
    }
    if (systems < 2) {
      return messages;
    }
    String joined =
        messages.subList(0, systems).stream()
            .map(ChatMessage::text)
            .collect(Collectors.joining(BETWEEN_SYSTEMS));
    List<ChatMessage> merged = new ArrayList<>();
    merged.add(ChatMessage.of(Role.SYSTEM, joined));
    merged.addAll(messages.subList(systems, messages.size()));
    return merged;
  }

  /** The functions on offer as the chat API's list of tools. */
  public ArrayNode tools() {
    ArrayNode tools = JsonNodeFactory.instance.arrayNode();
    for (ObjectNode function : functions) {
      tools.addObject().put("type", "function").set("function", function);
    }
    return tools;
  }

  /**
   * The conversation as a person reads it, in the form of the captures' column {@code input}: the
   * text of a user's only turn, else {@code role: text} for each, with blank lines between them and
   * tool calls as {@code [call name(arguments)]}.
   */
  public String text() {
    if (messages.size() == 1 && messages.get(0).role() == Role.USER) {
      return messages.get(0).text();
    }
    return messages.stream()
        .map(message -> message.role().word() + ": " + withCalls(message))
        .collect(Collectors.joining("\n\n"));
  }

  private static String withCalls(ChatMessage message) {
    List<String> lines = new ArrayList<>();
    if (!message.parts().isEmpty() && !message.text().isEmpty()) {
      lines.add(message.text());
    }
    for (ToolCall call : message.toolCalls()) {
      lines.add("[call " + call.name() + "(" + call.arguments() + ")]");
    }
    return String.join("\n", lines);
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Request[messages=" + messages.size() + ", functions=" + functions.size() + "]";
  }
}
