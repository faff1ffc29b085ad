package dev.understudy.trainer.evaluation.judge;

import dev.understudy.trainer.evaluation.endpoint.Budget;
import dev.understudy.trainer.evaluation.endpoint.Endpoint;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who judges, by what, and what it may cost.
 *
 * @param endpoint the judge; messages call it {@code the judge}
 * @param criteria what makes an answer better, in a sentence or two
 * @param repeatedShare the share of pairs that are asked again to measure the judge's noise, within
 *     [0, 1]
 * @param budget what all calls together may cost, those of earlier runs included
 * @param seed of the order of pairs, of places, and of which pairs are asked again
 */
public record JudgeSettings(
    Endpoint endpoint, String criteria, double repeatedShare, Budget budget, long seed) {
  /** What is asked for where nobody says what makes an answer better. */
  public static final String CRITERIA =
      "The better answer does what was asked, is right, and leaves out what nobody needs.";

  private static final int MOST_ANSWER_TOKENS = 512; // a judge may think before its last word

  public JudgeSettings {
    if (criteria.isBlank()) {
      throw new IllegalArgumentException("a judge needs criteria");
    }
    if (!(repeatedShare >= 0 && repeatedShare <= 1)) {
      throw new IllegalArgumentException(
          "the share of pairs asked again must be within [0, 1], got " + repeatedShare);
    }
  }

  /** The judge at that place, at temperature 0, a minute for each call. */
  public static Endpoint judge(URI baseUrl, String model, @Nullable String keyVariable) {
    return new Endpoint(
        "the judge",
        baseUrl,
        model,
        keyVariable,
        0,
        MOST_ANSWER_TOKENS,
        false,
        Duration.ofMinutes(1),
        Duration.ofSeconds(1));
  }

  /** A tenth asked again, as seed 1. */
  public static JudgeSettings of(Endpoint judge, String criteria, Budget budget) {
    return new JudgeSettings(judge, criteria, 0.1, budget, 1);
  }
}
