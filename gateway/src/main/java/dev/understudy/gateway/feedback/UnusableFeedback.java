package dev.understudy.gateway.feedback;

import org.jspecify.annotations.Nullable;

/** Feedback that cannot be taken; the message says what was expected and what was found. */
final class UnusableFeedback extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String field;

  UnusableFeedback(@Nullable String field, String message) {
    super(message);
    this.field = field;
  }

  /** The field that is wrong, or null where it is the whole. */
  @Nullable String field() {
    return field;
  }

  /** What was expected and what was found; never content. */
  String explanation() {
    return String.valueOf(getMessage());
  }
}
