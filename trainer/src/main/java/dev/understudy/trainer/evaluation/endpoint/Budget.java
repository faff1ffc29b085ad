package dev.understudy.trainer.evaluation.endpoint;

/**
 * What may be spent on an endpoint.
 *
 * @param calls the most calls, at least 1
 * @param tokens the most tokens, in and out, at least 1
 */
public record Budget(long calls, long tokens) {
  public Budget {
    if (calls < 1 || tokens < 1) {
      throw new IllegalArgumentException(
          "a budget must allow at least one call and one token, got %d and %d"
              .formatted(calls, tokens));
    }
  }
}
