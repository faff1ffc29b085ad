package dev.understudy.diff;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Outcome;
import org.jspecify.annotations.Nullable;

/** Sides of comparisons for tests. */
final class Sides {
  private Sides() {}

  static Side text(@Nullable String output) {
    return ending("stop", output);
  }

  static Side ending(@Nullable String reason, @Nullable String output) {
    return side(new Answer("m", output, null, null, reason, null, null, null));
  }

  static Side calls(String toolCalls) {
    return side(new Answer("m", null, toolCalls, null, "tool_calls", null, null, null));
  }

  static Side side(Answer answer) {
    return new Side(answer, 200, Outcome.COMPLETE);
  }
}
