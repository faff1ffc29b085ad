package dev.understudy.trainer.preference;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a pair.
 *
 * @param text the text; empty where the answer is nothing but tool calls
 * @param toolCalls the tool calls, a JSON array in the form of OpenAI's chat API, or null
 */
public record Reply(String text, @Nullable String toolCalls) {
  public Reply {
    Objects.requireNonNull(text, "text");
  }

  /** An answer that is nothing but text. */
  public static Reply of(String text) {
    return new Reply(text, null);
  }

  /** Whether it says nothing: no tool calls, and no text but blanks. */
  public boolean isEmpty() {
    return toolCalls == null && text.isBlank();
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Reply[characters=" + text.length() + ", toolCalls=" + (toolCalls != null) + "]";
  }
}
