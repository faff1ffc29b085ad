package dev.understudy.trainer.training.experiment;

import dev.understudy.trainer.training.Figures;
import dev.understudy.trainer.training.Measure;
import dev.understudy.trainer.training.TrainingWatch.Point;
import java.util.List;
import java.util.Objects;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What came of a setting.
 *
 * @param name what tables call it
 * @param runs one for each seed, in their order; at least one
 */
public record Outcome(String name, List<Run> runs) {
  public Outcome {
    Objects.requireNonNull(name, "name");
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("an outcome has at least one run");
    }
  }

  /**
   * One training of it.
   *
   * @param id the run's, which names its folder; empty for what needs no training
   * @param seed what was drawn by
   * @param figures on the validation part
   * @param seconds how long it took
   * @param curve its learning curve
   */
  public record Run(String id, long seed, Figures figures, double seconds, List<Point> curve) {
    public Run {
      curve = List.copyOf(curve);
    }
  }

  /** The mean of a figure over seeds. */
  public double mean(Measure measure) {
    return StatUtils.mean(figures(measure));
  }

  /** The standard deviation of a figure between seeds; NaN where there is only one. */
  public double spread(Measure measure) {
    return runs.size() < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(figures(measure)));
  }

  /** How long a training took on average, in seconds. */
  public double seconds() {
    return runs.stream().mapToDouble(Run::seconds).average().orElse(0);
  }

  private double[] figures(Measure measure) {
    return runs.stream().mapToDouble(run -> measure.of(run.figures())).toArray();
  }
}
