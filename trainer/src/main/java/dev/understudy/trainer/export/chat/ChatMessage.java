package dev.understudy.trainer.export.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a conversation.
 *
 * @param role who speaks
 * @param parts what is said, in order; empty where there is no content
 * @param name the speaker's name, or null
 * @param toolCallId of a tool's result, which call it answers, or null
 * @param toolCalls of the model's turn, what it wants called; else empty
 */
public record ChatMessage(
    Role role,
    List<Part> parts,
    @Nullable String name,
    @Nullable String toolCallId,
    List<ToolCall> toolCalls) {
  public ChatMessage {
    Objects.requireNonNull(role, "role");
    parts = List.copyOf(parts);
    toolCalls = List.copyOf(toolCalls);
  }

  /** A turn that is nothing but text. */
  public static ChatMessage of(Role role, String text) {
    return new ChatMessage(role, List.of(Part.of(text)), null, null, List.of());
  }

  /** Its texts, each on lines of their own; empty where there are none. */
  public String text() {
    return parts.stream()
        .map(Part::text)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("\n"));
  }

  /** The tool calls in the form of the chat API, without identifiers where there are none. */
  public ArrayNode calls() {
    ArrayNode calls = JsonNodeFactory.instance.arrayNode();
    for (ToolCall call : toolCalls) {
      ObjectNode node = calls.addObject();
      if (call.id() != null) {
        node.put("id", call.id());
      }
      ObjectNode function = node.put("type", "function").putObject("function");
      function.put("name", call.name()).put("arguments", call.arguments());
    }
    return calls;
  }

  /** Whether there is a picture among its parts. */
  public boolean hasImage() {
    return parts.stream().anyMatch(part -> part.image() != null);
  }

  /** Whether it says nothing: no tool calls, no picture, no text but blanks. */
  public boolean isEmpty() {
    return toolCalls.isEmpty() && !hasImage() && text().isBlank();
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "ChatMessage[" + role.word() + ", parts=" + parts.size() + "]";
  }
}
