package dev.understudy.trainer.evaluation.metric;

import java.util.Collection;
import java.util.List;

/**
 * How surprised a model is by its tokens on average: e to the mean negative natural logarithm of
 * their probabilities (Jelinek, Mercer, Bahl and Baker, 1977); 1 where it was certain.
 */
public final class Perplexity {
  private Perplexity() {}

  /**
   * That of all tokens of some answers together; NaN without tokens.
   *
   * @param logprobs for each answer the natural logarithms of its tokens' probabilities
   */
  public static double of(Collection<List<Double>> logprobs) {
    double sum = 0;
    long tokens = 0;
    for (List<Double> answer : logprobs) {
      for (double logprob : answer) {
        sum += logprob;
        tokens++;
      }
    }
    return Math.exp(-sum / tokens);
  }
}
