package dev.understudy.diff;

import dev.understudy.exchange.Answer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why an answer ended, in one word for all providers. */
public enum Ending {
  /** The model was done. */
  DONE,
  /** The model wants tools called. */
  CALLS,
  /** The limit of tokens was reached. */
  CUT,
  /** The model or the provider declined. */
  REFUSED,
  /** A word not known here, or none. */
  UNKNOWN;

  /** Of an answer; where a provider has one word for being done and for calls, the calls tell. */
  public static Ending of(Answer answer) {
    Ending told = of(answer.finishReason());
    return told == DONE && answer.toolCalls() != null ? CALLS : told;
  }

  /** Of the provider's word for it, in any case; null is unknown. */
  public static Ending of(@Nullable String reason) {
    if (reason == null) {
      return UNKNOWN;
    }
    return switch (reason.toLowerCase(Locale.ROOT)) {
      case "stop", "end_turn", "stop_sequence", "completed", "eos", "eos_token" -> DONE;
      case "tool_calls", "tool_use", "function_call" -> CALLS;
      case "length", "max_tokens", "max_output_tokens", "model_context_window_exceeded" -> CUT;
      case "content_filter", "refusal", "safety" -> REFUSED;
      default -> UNKNOWN;
    };
  }
}
