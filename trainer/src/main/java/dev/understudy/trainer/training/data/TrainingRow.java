package dev.understudy.trainer.training.data;

import dev.understudy.trainer.example.Provenance;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text and what is to be answered to it.
 *
 * @param id the example's, as in the set's files
 * @param text what a classifier reads
 * @param answer the whole answer
 * @param label what the answer comes down to
 * @param provenance who says so
 * @param weight how much it counts, greater than 0
 * @param confidence how sure the teacher was, in [0, 1], or null where nobody knows
 * @param teacherLabel what the teacher said, whatever took its place, or null
 * @param goldLabel what people said, or null
 * @param group examples that say nearly the same share it, or null
 * @param app the application, or null
 * @param cluster the topic, or null
 */
public record TrainingRow(
    String id,
    String text,
    String answer,
    String label,
    Provenance provenance,
    double weight,
    @Nullable Double confidence,
    @Nullable String teacherLabel,
    @Nullable String goldLabel,
    @Nullable String group,
    @Nullable String app,
    @Nullable Integer cluster) {
  public TrainingRow {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(provenance, "provenance");
    if (!(weight > 0)) {
      throw new IllegalArgumentException("weight must be greater than 0, got " + weight);
    }
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "TrainingRow[" + id + "]";
  }
}
