package dev.understudy.trainer.example;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be answered.
 *
 * @param answer the text; empty where the answer is nothing but tool calls
 * @param toolCalls the tool calls, a JSON array in the form of OpenAI's chat API, or null
 * @param label the answer in one word where it has one, such as {@code 1} for {@code {"is_bad": 1}}
 * @param provenance who says so
 * @param teacherAnswer the teacher's text where another answer took its place, or null
 * @param teacherLabel the label of the teacher's text, whatever took its place, or null
 * @param finishReason why the teacher's answer ended, in the provider's word, or null
 * @param confidence how sure the teacher was, in [0, 1]: the mean probability of its tokens, or of
 *     an answer that was voted for, the share of the answers that say the same; null where the
 *     capture has no log probabilities
 */
public record Target(
    String answer,
    @Nullable String toolCalls,
    @Nullable String label,
    Provenance provenance,
    @Nullable String teacherAnswer,
    @Nullable String teacherLabel,
    @Nullable String finishReason,
    @Nullable Double confidence) {
  public Target {
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(provenance, "provenance");
  }

  /** The same with an answer from somewhere else; what the teacher said is kept beside it. */
  public Target replaced(String other, @Nullable String otherLabel, Provenance from) {
    return new Target(
        other,
        null,
        otherLabel,
        from,
        teacherAnswer == null ? answer : teacherAnswer,
        teacherLabel,
        finishReason,
        confidence);
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Target[provenance=" + provenance.word() + ", finishReason=" + finishReason + "]";
  }
}
