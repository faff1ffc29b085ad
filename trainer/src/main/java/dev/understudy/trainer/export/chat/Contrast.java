package dev.understudy.trainer.export.chat;

import java.util.Objects;

/**
 * A request and two answers to it.
 *
 * @param request what is asked
 * @param chosen the better answer
 * @param rejected the worse answer
 */
public record Contrast(Request request, ChatMessage chosen, ChatMessage rejected) {
  public Contrast {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(chosen, "chosen");
    Objects.requireNonNull(rejected, "rejected");
  }
}
