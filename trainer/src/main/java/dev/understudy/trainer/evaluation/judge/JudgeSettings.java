package dev.understudy.trainer.evaluation.judge;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who judges, by what, and what it may cost.
 *
 * @param baseUrl what stands before {@code /chat/completions}, such as {@code
 *     https://api.openai.com/v1}
 * @param model the judge's name
 * @param keyVariable the environment variable that holds the key, or null where none is needed
 * @param criteria what makes an answer better, in a sentence or two
 * @param repeatedShare the share of pairs that are asked again to measure the judge's noise, within
 *     [0, 1]
 * @param budget what all calls together may cost, those of earlier runs included
 * @param timeout of one call
 * @param pause before a call is tried again; doubled each time
 * @param seed of the order of pairs, of places, and of which pairs are asked again
 */
public record JudgeSettings(
    URI baseUrl,
    String model,
    @Nullable String keyVariable,
    String criteria,
    double repeatedShare,
    Budget budget,
    Duration timeout,
    Duration pause,
    long seed) {
  /** What is asked for where nobody says what makes an answer better. */
  public static final String CRITERIA =
      "The better answer does what was asked, is right, and leaves out what nobody needs.";

  public JudgeSettings {
    if (model.isBlank() || criteria.isBlank()) {
      throw new IllegalArgumentException("a judge needs a model and criteria");
    }
    if (!(repeatedShare >= 0 && repeatedShare <= 1)) {
      throw new IllegalArgumentException(
          "the share of pairs asked again must be within [0, 1], got " + repeatedShare);
    }
    if (!"http".equals(baseUrl.getScheme()) && !"https".equals(baseUrl.getScheme())) {
      throw new IllegalArgumentException("a judge's URL begins with http:// or https://");
    }
  }

  /**
   * What may be spent.
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

  /** A tenth asked again, a minute for each call, as seed 1. */
  public static JudgeSettings of(
      URI baseUrl, String model, @Nullable String keyVariable, Budget budget) {
    return new JudgeSettings(
        baseUrl,
        model,
        keyVariable,
        CRITERIA,
        0.1,
        budget,
        Duration.ofMinutes(1),
        Duration.ofSeconds(1),
        1);
  }
}
