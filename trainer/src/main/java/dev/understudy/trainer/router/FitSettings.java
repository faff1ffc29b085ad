package dev.understudy.trainer.router;

import dev.understudy.rules.router.RequestReader;
import java.util.Objects;

/**
 * How a router is fitted.
 *
 * @param goal what its threshold is set for
 * @param reader how requests are read
 * @param holdOut the share of the requests that it is measured on and does not learn from, within
 *     (0, 1)
 * @param seed of all lots
 * @param most how many compared requests are looked at, at least 1
 */
public record FitSettings(Goal goal, RequestReader reader, double holdOut, long seed, int most) {
  /** Of longer prompts these take some hundreds of megabytes. */
  public static final int USUAL_MOST = 20_000;

  public FitSettings {
    Objects.requireNonNull(goal, "goal");
    Objects.requireNonNull(reader, "reader");
    if (!(holdOut > 0 && holdOut < 1)) {
      throw new IllegalArgumentException(
          "the held-out share must be above 0%% and below 100%%, got %s".formatted(holdOut));
    }
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1, got " + most);
    }
  }

  /** The usual settings: words and pairs of words, 30 % held out. */
  public static FitSettings usual(Goal goal) {
    return new FitSettings(goal, RequestReader.DEFAULT, 0.3, 1, USUAL_MOST);
  }
}
