package dev.understudy.trainer.export.chat;

import java.util.Objects;

/**
 * A request and the answer to learn.
 *
 * @param request what is asked
 * @param answer the model's turn, which says something
 */
public record Lesson(Request request, ChatMessage answer) {
  public Lesson {
    Objects.requireNonNull(request, "request");
    if (answer.role() != Role.ASSISTANT || answer.isEmpty()) {
      throw new IllegalArgumentException("an answer must be the model's and say something");
    }
  }
}
