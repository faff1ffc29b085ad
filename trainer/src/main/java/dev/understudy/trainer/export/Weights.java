package dev.understudy.trainer.export;

import dev.understudy.rules.decision.Bucket;
import java.util.Locale;

/**
 * What becomes of the examples' weights in formats that have no place for one, which are all but
 * Parquet: OpenAI's {@code weight} is 0 or 1, and tells which messages to learn.
 */
public enum Weights {
  /**
   * As many copies as the weight says; of the rest below a whole one, one more for that share of
   * the examples, chosen by their identifiers, so the same ones each time. An example of weight 2.3
   * is there twice, or with a chance of 30% three times; one of 0.5 once or not at all.
   */
  COPIES,
  /** One copy of each. */
  IGNORE;

  private static final Bucket DEALING = Bucket.dealing("understudy", "export-copies");

  /** The word used in settings, such as {@code copies}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many copies there are of an example. */
  long copies(String id, double weight) {
    if (this == IGNORE) {
      return 1;
    }
    double whole = Math.floor(weight);
    boolean oneMore = Bucket.fraction(DEALING.of(id)) < weight - whole;
    return (long) whole + (oneMore ? 1 : 0);
  }
}
