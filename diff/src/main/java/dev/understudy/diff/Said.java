package dev.understudy.diff;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What one side said.
 *
 * @param text its text; empty where there is none
 * @param hasText whether there was a text, be it empty
 * @param calls its tool calls as a JSON array, or null
 * @param ending why it ended
 * @param refused whether it declined
 * @param severalChoices whether it said more than is compared
 */
record Said(
    String text,
    boolean hasText,
    @Nullable String calls,
    Ending ending,
    boolean refused,
    boolean severalChoices) {
  static Said of(Answer answer) {
    String text = answer.output() == null ? "" : answer.output();
    Ending ending = Ending.of(answer);
    boolean refused =
        ending == Ending.REFUSED || (answer.toolCalls() == null && Refusal.isOne(text));
    return new Said(
        text,
        answer.output() != null,
        answer.toolCalls(),
        ending,
        refused,
        answer.choices() != null);
  }

  /** Whether the side brought no answer that could be compared: the call failed. */
  static boolean failed(Side side) {
    Answer answer = side.answer();
    return side.outcome() != Outcome.COMPLETE
        || side.status() < 200
        || side.status() > 299
        || answer == null
        || answer.error() != null;
  }

  boolean isEmpty() {
    return calls == null && text.isBlank();
  }

  /** Whether there is nothing that another answer could be held against. */
  boolean saysNothing() {
    return isEmpty() && !refused && (!hasText || ending == Ending.CUT);
  }
}
