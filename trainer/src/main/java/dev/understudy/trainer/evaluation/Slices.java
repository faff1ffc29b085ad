package dev.understudy.trainer.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * What kind of traffic a row is.
 *
 * @param app the application it comes from, or null where that is not known
 * @param language the language of the input, or null
 * @param cluster the topic of the input, or null
 * @param inputTokens how long the input is in tokens, or null
 */
public record Slices(
    @Nullable String app,
    @Nullable String language,
    @Nullable String cluster,
    @Nullable Integer inputTokens) {
  /** Nothing is known. */
  public static final Slices NONE = new Slices(null, null, null, null);

  public Slices {
    if (inputTokens != null && inputTokens < 0) {
      throw new IllegalArgumentException("numbers of tokens must not be negative");
    }
  }
}
