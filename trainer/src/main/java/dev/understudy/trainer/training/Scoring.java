package dev.understudy.trainer.training;

import dev.understudy.student.classifier.Calibration;
import dev.understudy.student.classifier.Scorer;
import dev.understudy.trainer.training.calibrate.Scored;
import dev.understudy.trainer.training.data.TrainingRow;
import java.util.ArrayList;
import java.util.List;

/** What a scorer makes of rows whose labels are known. */
public final class Scoring {
  private Scoring() {}

  /**
   * The rows' scores, in their order.
   *
   * @throws IllegalArgumentException if a row has another label; the message names the row
   */
  public static List<Scored> of(Scorer scorer, List<TrainingRow> rows, List<String> labels) {
    List<Scored> scored = new ArrayList<>(rows.size());
    for (int from = 0; from < rows.size(); from += scorer.mostAtOnce()) {
      List<TrainingRow> some =
          rows.subList(from, Math.min(rows.size(), from + scorer.mostAtOnce()));
      List<Scorer.Score> scores = scorer.scores(some.stream().map(TrainingRow::text).toList());
      for (int i = 0; i < some.size(); i++) {
        scored.add(
            new Scored(scores.get(i).logits(), place(some.get(i), labels), some.get(i).weight()));
      }
    }
    return scored;
  }

  /**
   * The place of a row's label among these.
   *
   * @throws IllegalArgumentException if it is none of them; the message names the row
   */
  public static int place(TrainingRow row, List<String> labels) {
    int place = labels.indexOf(row.label());
    if (place < 0) {
      throw new IllegalArgumentException(
          "row %s has label '%s', which no training row has; known: %s"
              .formatted(row.id(), row.label(), labels));
    }
    return place;
  }

  /** The weighted mean cross-entropy, in nats. */
  public static double loss(List<Scored> rows, Calibration calibration) {
    double loss = 0;
    double all = 0;
    for (Scored row : rows) {
      double chance = calibration.probabilities(row.logits()).get(row.label());
      loss -= row.weight() * Math.log(Math.max(chance, Double.MIN_NORMAL));
      all += row.weight();
    }
    return loss / all;
  }

  /** The weighted share of rows whose greatest number is their label's. */
  public static double accuracy(List<Scored> rows) {
    return accuracy(rows, Calibration.none(rows.get(0).logits().size()));
  }

  /** The weighted share of rows whose likeliest label is their own. */
  public static double accuracy(List<Scored> rows, Calibration calibration) {
    double right = 0;
    double all = 0;
    for (Scored row : rows) {
      List<Double> chances = calibration.probabilities(row.logits());
      double own = chances.get(row.label());
      boolean best = chances.stream().noneMatch(other -> other > own);
      right += best ? row.weight() : 0;
      all += row.weight();
    }
    return right / all;
  }
}
