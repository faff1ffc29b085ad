package dev.understudy.trainer.evaluation;

import dev.understudy.diff.label.LabelReader;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one system answered to one row.
 *
 * @param text the answer; empty where there is none
 * @param label the label it comes down to, or null where it is none
 * @param confidence how sure the system is of its answer, within [0, 1], or null where it does not
 *     say
 * @param probabilities of labels, each within [0, 1]; empty where it does not say
 * @param logprobs the natural logarithms of the probabilities of the tokens by which its perplexity
 *     is measured; empty where it does not say
 * @param tokens what it took, or null where that is not known
 */
public record Answered(
    String text,
    @Nullable String label,
    @Nullable Double confidence,
    Map<String, Double> probabilities,
    List<Double> logprobs,
    @Nullable Tokens tokens) {
  public Answered {
    Objects.requireNonNull(text, "text");
    if (confidence != null) {
      requireShare("confidence", confidence);
    }
    probabilities = Collections.unmodifiableMap(new TreeMap<>(probabilities));
    probabilities.values().forEach(each -> requireShare("probability", each));
    logprobs = List.copyOf(logprobs);
    for (double logprob : logprobs) {
      if (!(logprob <= 0)) {
        throw new IllegalArgumentException("a logprob must be at most 0, got " + logprob);
      }
    }
  }

  /**
   * Tokens that an answer took.
   *
   * @param input of the request, at least 0
   * @param output of the answer, at least 0
   */
  public record Tokens(long input, long output) {
    public Tokens {
      if (input < 0 || output < 0) {
        throw new IllegalArgumentException("numbers of tokens must not be negative");
      }
    }
  }

  /** An answer in words alone. */
  public static Answered text(String text) {
    return new Answered(text, null, null, Map.of(), List.of(), null);
  }

  /** An answer that comes down to a label, or to none (null). */
  public static Answered labelled(String text, @Nullable String label) {
    return new Answered(text, label, null, Map.of(), List.of(), null);
  }

  /** The same with the label that a reader finds in it, or the same where there is no reader. */
  public Answered labelledBy(@Nullable LabelReader labels) {
    return labels == null
        ? this
        : new Answered(
            text, labels.read(text).orElse(null), confidence, probabilities, logprobs, tokens);
  }

  /** The same with this confidence. */
  public Answered withConfidence(double sure) {
    return new Answered(text, label, sure, probabilities, logprobs, tokens);
  }

  /** The same with these probabilities of labels. */
  public Answered withProbabilities(Map<String, Double> ofLabels) {
    return new Answered(text, label, confidence, ofLabels, logprobs, tokens);
  }

  /** The same with these log probabilities. */
  public Answered withLogprobs(List<Double> ofTokens) {
    return new Answered(text, label, confidence, probabilities, ofTokens, tokens);
  }

  /** The same with what it took. */
  public Answered withTokens(long input, long output) {
    return new Answered(
        text, label, confidence, probabilities, logprobs, new Tokens(input, output));
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be within [0, 1], got " + value);
    }
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Answered[" + text.length() + " characters, confidence=" + confidence + "]";
  }
}
