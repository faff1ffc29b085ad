package dev.understudy.student.model;

import dev.understudy.exchange.prompt.Turn;
import java.util.List;

/**
 * What a student is asked.
 *
 * @param messages the conversation, instructions first, the turn to be answered last; at least one
 */
public record Question(List<Turn> messages) {
  public Question {
    messages = List.copyOf(messages);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a question must have at least one message");
    }
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Question[" + messages.size() + " messages]";
  }
}
