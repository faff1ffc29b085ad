package dev.understudy.exchange.wire;

import org.jspecify.annotations.Nullable;

/**
 * The probability, in [0, 1], that an answer is right, as far as its server tells: what students of
 * ours say in a header, else the geometric mean of the probabilities of the answer's tokens, which
 * any server that sends log probabilities tells.
 */
public final class Confidence {
  /** The header in which a student says it. */
  public static final String HEADER = "x-understudy-confidence";

  private Confidence() {}

  /**
   * The confidence of a whole answer, or null where nothing tells it.
   *
   * @param header the value of {@link #HEADER}, or null
   * @param logprobs the answer's log probabilities as captures hold them, or null
   */
  public static @Nullable Double of(@Nullable String header, @Nullable String logprobs) {
    Double said = said(header);
    if (said != null) {
      return said;
    }
    TokenProbabilities tokens = TokenProbabilities.of(logprobs);
    return tokens == null ? null : (Double) tokens.geometricMean();
  }

  /** What the header's value says; null where that is no number within [0, 1]. */
  public static @Nullable Double said(@Nullable String header) {
    if (header == null || header.length() > 32) {
      return null;
    }
    try {
      double said = Double.parseDouble(header.strip());
      return said >= 0 && said <= 1 ? (Double) said : null;
    } catch (NumberFormatException notOne) {
      return null;
    }
  }
}
