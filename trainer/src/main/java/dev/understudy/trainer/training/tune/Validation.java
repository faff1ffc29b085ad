package dev.understudy.trainer.training.tune;

import dev.understudy.student.head.Head;
import dev.understudy.student.tokens.Tokens;
import dev.understudy.trainer.training.Scoring;
import dev.understudy.trainer.training.calibrate.Scored;
import dev.understudy.trainer.training.data.TrainingRow;
import java.util.ArrayList;
import java.util.List;

/**
 * The validation part as an encoder reads it.
 *
 * @param texts its texts
 * @param rows its rows, in the same order
 * @param labels the labels in their order
 */
public record Validation(List<Tokens> texts, List<TrainingRow> rows, List<String> labels) {
  public Validation {
    texts = List.copyOf(texts);
    rows = List.copyOf(rows);
    labels = List.copyOf(labels);
  }

  /** What a head makes of the texts' vectors, in their order. */
  List<Scored> scored(float[][] vectors, Head head) {
    List<Scored> scored = new ArrayList<>(vectors.length);
    for (int i = 0; i < vectors.length; i++) {
      List<Float> logits = new ArrayList<>();
      for (float logit : head.logits(vectors[i])) {
        logits.add(logit);
      }
      TrainingRow row = rows.get(i);
      scored.add(new Scored(logits, Scoring.place(row, labels), row.weight()));
    }
    return scored;
  }
}
