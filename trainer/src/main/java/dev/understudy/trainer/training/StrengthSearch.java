package dev.understudy.trainer.training;

import dev.understudy.student.classifier.Calibration;
import dev.understudy.trainer.training.calibrate.Scored;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** Tries several strengths of a regression and keeps what does best on the validation part. */
public final class StrengthSearch {
  private StrengthSearch() {}

  /**
   * What was trained with the strength whose validation loss is least; of equals, the first.
   *
   * @param who what is trained
   * @param strengths those tried, at least one
   * @param train trains with a strength
   * @param score what comes of it on the validation part, at least one row
   */
  public static <T> T best(
      String who,
      List<Double> strengths,
      DoubleFunction<T> train,
      Function<T, List<Scored>> score,
      TrainingWatch watch) {
    T best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < strengths.size(); i++) {
      T trained = train.apply(strengths.get(i));
      List<Scored> scored = score.apply(trained);
      double loss = Scoring.loss(scored, Calibration.none(scored.get(0).logits().size()));
      watch.reached(
          new TrainingWatch.Point(
              who,
              i + 1,
              strengths.size(),
              0,
              Double.NaN,
              loss,
              Scoring.accuracy(scored),
              Double.NaN,
              Double.NaN));
      if (loss < least) {
        best = trained;
        least = loss;
      }
    }
    return Objects.requireNonNull(best, "a loss that is a number");
  }
}
