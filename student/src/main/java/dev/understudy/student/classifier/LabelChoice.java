package dev.understudy.student.classifier;

import java.util.Objects;

/**
 * One of the labels a student chooses among.
 *
 * @param label the label, such as {@code 1}
 * @param answer what is answered where it is chosen, in the teacher's words
 * @param threshold in (0, 1): the label whose probability is largest in proportion to its threshold
 *     is chosen. With two labels and thresholds that add up to 1: chosen from that probability on
 */
public record LabelChoice(String label, String answer, double threshold) {
  public LabelChoice {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(answer, "answer");
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "threshold must be between 0 and 1, got " + threshold + " (label '" + label + "')");
    }
  }

  /** Never the answer. */
  @Override
  public String toString() {
    return "LabelChoice[" + label + ", threshold=" + threshold + "]";
  }
}
