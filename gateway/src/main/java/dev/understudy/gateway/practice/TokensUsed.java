package dev.understudy.gateway.practice;

/**
 * The tokens one answer took.
 *
 * @param prompt tokens of the messages
 * @param completion tokens of the answer
 */
record TokensUsed(long prompt, long completion) {
  TokensUsed {
    if (prompt < 0 || completion < 0) {
      throw new IllegalArgumentException(
          "token counts must not be negative, got " + prompt + " and " + completion);
    }
  }
}
