package dev.understudy.student.model;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What a student answers.
 *
 * @param text the answer, in its teacher's words and format
 * @param confidence the calibrated probability that the answer is what the teacher would have said,
 *     in [0, 1]
 * @param candidates all that it might have answered with their probabilities, likeliest first; just
 *     the answer where a student cannot say
 * @param inputTokens how many tokens of the question it read, as its own tokenizer counts
 * @param outputTokens how many tokens its answer has, likewise
 * @param truncated whether the question was longer than it can read, so that a part was left out
 */
public record Reply(
    String text,
    double confidence,
    List<Candidate> candidates,
    int inputTokens,
    int outputTokens,
    boolean truncated) {
  public Reply {
    Objects.requireNonNull(text, "text");
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
    }
    if (inputTokens < 0 || outputTokens < 0) {
      throw new IllegalArgumentException("numbers of tokens must not be negative");
    }
    candidates =
        candidates.stream()
            .sorted(Comparator.comparingDouble(Candidate::probability).reversed())
            .toList();
  }

  /**
   * An answer that might be given.
   *
   * @param text the answer
   * @param probability its probability, in [0, 1]
   */
  public record Candidate(String text, double probability) {
    public Candidate {
      Objects.requireNonNull(text, "text");
    }

    /** Never the content. */
    @Override
    public String toString() {
      return "Candidate[" + probability + "]";
    }
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Reply[confidence=" + confidence + "]";
  }
}
