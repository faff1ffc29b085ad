package dev.understudy.trainer.card;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a card says of a training set that its rows do not tell.
 *
 * @param name the name of the set
 * @param seed what every random choice was made from
 * @param version the version of the program that made it
 * @param captures where the captures lie it was made from
 * @param configDigest what the configuration hashes to, such as {@code sha256:4f…}
 * @param prices what tokens cost
 * @param examples whether texts of the traffic may stand on the card: inputs, answers, words
 */
public record CardFacts(
    String name,
    long seed,
    String version,
    String captures,
    String configDigest,
    Prices prices,
    boolean examples)
    implements Serializable {
  public CardFacts {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(captures, "captures");
    Objects.requireNonNull(configDigest, "configDigest");
    Objects.requireNonNull(prices, "prices");
  }

  /**
   * What tokens cost, in US dollars for a million of them; each null where nobody knows.
   *
   * @param input tokens asked of the teacher
   * @param output tokens the teacher answered
   * @param training tokens of one pass of training, asked and answered alike
   */
  public record Prices(@Nullable Double input, @Nullable Double output, @Nullable Double training)
      implements Serializable {
    /** Nothing known. */
    public static final Prices UNKNOWN = new Prices(null, null, null);

    public Prices {
      refuseNegative("input", input);
      refuseNegative("output", output);
      refuseNegative("training", training);
    }

    private static void refuseNegative(String what, @Nullable Double price) {
      if (price != null && !(price >= 0 && price < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "the price of " + what + " tokens must be 0 or above, got " + price);
      }
    }
  }
}
