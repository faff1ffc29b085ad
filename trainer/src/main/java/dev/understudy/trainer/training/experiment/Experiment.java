package dev.understudy.trainer.training.experiment;

import dev.understudy.trainer.training.Measure;
import dev.understudy.trainer.training.TrainingPlan;
import java.util.List;
import java.util.Objects;

/**
 * Trainings that differ from a file's in one setting each.
 *
 * @param name the file's
 * @param variations the file's own training first
 * @param baselines whether n-grams are trained beside, as what a larger student has to beat
 * @param by what they are compared by
 * @param keep whose students stay
 */
public record Experiment(
    String name, List<Variation> variations, boolean baselines, Measure by, Keep keep) {
  public Experiment {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(keep, "keep");
    variations = List.copyOf(variations);
    if (variations.isEmpty()) {
      throw new IllegalArgumentException("an experiment has at least the file's own training");
    }
  }

  /** Which students stay in their runs' folders. */
  public enum Keep {
    /** Those of the best setting. */
    BEST,
    /** All. */
    ALL,
    /** None: figures are all that is wanted. */
    NONE
  }

  /**
   * A setting.
   *
   * @param path the keys of what is varied, with dots between them; empty for the file as it is
   * @param value what stands there
   * @param plans its trainings, which differ in their seeds; at least one
   */
  public record Variation(String path, String value, List<TrainingPlan> plans) {
    public Variation {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(value, "value");
      plans = List.copyOf(plans);
      if (plans.isEmpty()) {
        throw new IllegalArgumentException("a variation has at least one training");
      }
    }

    /** What tables call it. */
    public String name() {
      return path.isEmpty() ? value : path + ": " + value;
    }
  }
}
