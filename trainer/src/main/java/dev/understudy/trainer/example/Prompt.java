package dev.understudy.trainer.example;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was asked.
 *
 * @param messages the conversation as a JSON array of OpenAI chat messages, whatever API was
 *     spoken: system first, the turn to be answered last (OpenAI API reference, "Create chat
 *     completion")
 * @param tools the tools on offer, a JSON array in the form of the same API, or null
 * @param template the name of the template the prompt was made from, or null where none was found
 * @param input what varies: the template's slots, or the whole conversation as a person reads it
 *     where there is no template
 */
public record Prompt(
    String messages, @Nullable String tools, @Nullable String template, String input) {
  public Prompt {
    Objects.requireNonNull(messages, "messages");
    Objects.requireNonNull(input, "input");
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Prompt[template=" + template + "]";
  }
}
