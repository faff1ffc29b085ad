package dev.understudy.trainer.training;

import dev.understudy.student.classifier.Decider;
import dev.understudy.trainer.training.calibrate.Scored;
import dev.understudy.trainer.training.data.TrainingRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a student decided of a row whose label is known.
 *
 * @param row the row's id
 * @param label the right label
 * @param answered the student's
 * @param confidence how sure it was, in [0, 1]
 * @param weight how much the row counts, greater than 0
 */
public record Decided(String row, String label, String answered, double confidence, double weight) {
  public Decided {
    Objects.requireNonNull(row, "row");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(answered, "answered");
  }

  /** Whether it is right. */
  public boolean isRight() {
    return label.equals(answered);
  }

  static List<Decided> of(List<TrainingRow> rows, List<Scored> scored, Decider decider) {
    List<Decided> decided = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Decider.Decision decision = decider.decide(scored.get(i).logits());
      decided.add(
          new Decided(
              rows.get(i).id(),
              rows.get(i).label(),
              decider.labels().get(decision.chosen()).label(),
              decision.confidence(),
              rows.get(i).weight()));
    }
    return decided;
  }
}
