package dev.understudy.trainer.training.file;

import dev.understudy.rules.Share;
import dev.understudy.rules.yaml.Alternative;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.trainer.training.Measure;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.ablation.Ablation;
import dev.understudy.trainer.training.experiment.Experiment;
import dev.understudy.trainer.training.experiment.Experiment.Variation;
import dev.understudy.trainer.training.mlflow.MlflowSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads the sections by which trainings are compared. */
final class ComparisonReader {
  private static final Scalar<Integer> SEED = Scalar.integer(0, Integer.MAX_VALUE);
  private static final Scalar<Share> SOME =
      Scalar.SHARE.where(share -> !share.isNone(), "must be more than 0%");
  private static final URI LOCAL = URI.create("http://127.0.0.1:5000");

  private ComparisonReader() {}

  /** Reads {@code mlflow}. */
  static MlflowSettings mlflow(Section in, String name) {
    return new MlflowSettings(
        in.value("url", Scalar.BASE_URL, LOCAL),
        in.value("experiment", Scalar.TEXT, name),
        in.value("token", Scalar.NAME, MlflowSettings.TOKEN_VARIABLE));
  }

  /**
   * Reads {@code experiment}.
   *
   * @param in the whole file
   * @param base reads the training of a file
   */
  static Experiment experiment(Section in, String name, Function<Section, TrainingPlan> base) {
    if (in.has("students")) {
      in.problem("experiment", "experiment varies the file's own training: leave out students");
    }
    List<Alternative<TrainingPlan>> others = in.alternatives("experiment", "vary", base);
    return in.section(
        "experiment",
        each -> {
          each.has("vary");
          if (others.isEmpty() && each.isSound()) {
            each.problem(
                "vary",
                "experiment.vary must name what is varied, such as"
                    + " student.encoder.learning_rate: [2e-5, 5e-5]");
          }
          List<Integer> seeds = each.list("seeds", SEED, List.of());
          List<Variation> all = new ArrayList<>();
          all.add(new Variation("", "as in the file", plans(base.apply(in), seeds)));
          others.forEach(
              other ->
                  all.add(new Variation(other.path(), other.value(), plans(other.read(), seeds))));
          return new Experiment(
              name,
              all,
              each.value("baselines", Scalar.BOOLEAN, true),
              each.value("by", Scalar.word(Measure.class), Measure.ACCURACY),
              each.value("keep", Scalar.word(Experiment.Keep.class), Experiment.Keep.BEST));
        });
  }

  private static List<TrainingPlan> plans(TrainingPlan plan, List<Integer> seeds) {
    return seeds.isEmpty()
        ? List.of(plan)
        : seeds.stream().distinct().map(seed -> plan.withSeed(seed)).toList();
  }

  /** Reads {@code ablation}, all of which has defaults. */
  static Ablation ablation(Section in) {
    int seed = in.value("seed", SEED, 0);
    return in.section(
        "ablation",
        each -> {
          List<Double> shares =
              each.list("shares", SOME, List.of()).stream()
                  .map(share -> share.fraction().doubleValue())
                  .toList();
          List<Integer> seeds = each.list("seeds", SEED, List.of(seed));
          return new Ablation(
              shares.isEmpty() ? Ablation.SHARES : shares,
              (seeds.isEmpty() ? List.of(seed) : seeds).stream().map(Integer::longValue).toList());
        });
  }
}
