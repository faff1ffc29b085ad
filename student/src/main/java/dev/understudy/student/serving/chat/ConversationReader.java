package dev.understudy.student.serving.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.exchange.prompt.CapturedRequest;
import dev.understudy.exchange.prompt.PromptReader;
import dev.understudy.exchange.prompt.PromptReading;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.student.model.Question;
import java.util.List;

/**
 * Reads the messages of a request, or refuses them. What passes is read by the very reader that
 * training sets are read with, so that a student is asked what it was trained on.
 */
final class ConversationReader {
  private final JsonNode messages;
  private final String body;

  /**
   * A reader of a request's messages.
   *
   * @param messages its member {@code messages}
   * @param body the whole request, which they are a part of
   */
  ConversationReader(JsonNode messages, String body) {
    this.messages = messages;
    this.body = body;
  }

  Question read() {
    if (messages.isMissingNode() || messages.isNull()) {
      throw Refusal.missing("messages");
    }
    if (!messages.isArray()) {
      throw Refusal.wrongType("messages", "an array", messages);
    }
    if (messages.isEmpty()) {
      throw Refusal.invalidValue("messages", "Invalid 'messages': expected at least one message.");
    }
    check(messages);
    PromptReading reading = PromptReader.read(new CapturedRequest("chat", null, null, body, false));
    PromptReading.Good good = reading.goodOrNull();
    if (good == null) {
      throw Refusal.invalidValue(
          "messages", "Invalid 'messages': they cannot be read as a conversation.");
    }
    return new Question(texts(Turn.read(good.messages())));
  }

  private static void check(JsonNode messages) {
    for (int i = 0; i < messages.size(); i++) {
      JsonNode message = messages.get(i);
      String place = "messages[" + i + "]";
      if (!message.isObject()) {
        throw Refusal.wrongType(place, "an object", message);
      }
      String role = message.path("role").textValue();
      if (role == null) {
        throw Refusal.missing(place + ".role");
      }
      if (!List.of("system", "developer", "user", "assistant").contains(role)) {
        throw Refusal.unsupported(
            place + ".role",
            "Unsupported value: '"
                + place
                + ".role'. Students read messages of system, developer, user and assistant.");
      }
      if (!message.path("tool_calls").isEmpty() || message.path("function_call").isObject()) {
        throw Refusal.unsupported(
            place + ".tool_calls",
            "Unsupported value: '" + place + ".tool_calls'. Students know no tools.");
      }
    }
  }

  /** The turns, each of which must be text. */
  private static List<Turn> texts(List<Turn> turns) {
    for (int i = 0; i < turns.size(); i++) {
      if (turns.get(i).text() == null) {
        String place = "messages[" + i + "].content";
        throw Refusal.unsupported(
            place, "Unsupported value: '" + place + "'. Students read text alone.");
      }
    }
    return turns;
  }
}
