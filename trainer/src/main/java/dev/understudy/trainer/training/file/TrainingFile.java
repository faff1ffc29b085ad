package dev.understudy.trainer.training.file;

import dev.understudy.diff.label.LabelSettings;
import dev.understudy.rules.Share;
import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Problem;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.rules.yaml.Yaml;
import dev.understudy.student.classifier.InputForm;
import dev.understudy.trainer.label.LabelSettingsReader;
import dev.understudy.trainer.training.ScorerTraining;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.ablation.Ablation;
import dev.understudy.trainer.training.calibrate.Calibrator;
import dev.understudy.trainer.training.calibrate.DecisionGoal;
import dev.understudy.trainer.training.experiment.Experiment;
import dev.understudy.trainer.training.mlflow.MlflowSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that describes how students are trained: one, or several that differ in a few keys.
 *
 * @param name what requests will ask for
 * @param plans the students by the names of their variants, in the file's order; a file without
 *     variants has one, of the file's own name
 * @param runs where the folders of runs lie
 * @param mlflow where runs are logged, too, or null
 * @param experiment what is varied, or null
 * @param ablation on how much of the set is trained to see what more would bring
 */
public record TrainingFile(
    String name,
    Map<String, TrainingPlan> plans,
    Path runs,
    @Nullable MlflowSettings mlflow,
    @Nullable Experiment experiment,
    Ablation ablation) {
  private static final Scalar<Share> SOME =
      Scalar.SHARE.where(share -> !share.isNone(), "must be more than 0%");

  private static final List<String> OF_THE_FILE =
      List.of("runs", "mlflow", "experiment", "ablation");

  /**
   * Reads one.
   *
   * @param source the file's name for messages
   * @param file the file; paths in it count from its folder
   */
  public static Parsed<TrainingFile> read(String source, Path file) {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    return Yaml.bytes(source, file)
        .fold(
            bytes -> Yaml.read(source, bytes, in -> read(in, folder)),
            (List<? extends Problem> problems) -> new Parsed.Bad<>(List.copyOf(problems)));
  }

  private static TrainingFile read(Section in, Path folder) {
    version(in);
    String name = in.required("name", Scalar.NAME);
    Path out = in.value("out", Scalar.path(folder), folder.resolve(name));
    Map<String, TrainingPlan> variants =
        in.variants(
            "students",
            (variant, all) -> {
              version(all);
              return plan(all, folder, all.value("out", Scalar.path(folder), out).resolve(variant));
            });
    return new TrainingFile(
        name,
        variants.isEmpty() ? Map.of(name, plan(in, folder, out)) : variants,
        in.value("runs", Scalar.path(folder), folder.resolve("runs")),
        in.sectionOrNull("mlflow", each -> ComparisonReader.mlflow(each, name)),
        in.has("experiment")
            ? ComparisonReader.experiment(in, name, base -> base(base, folder))
            : null,
        ComparisonReader.ablation(in));
  }

  /** The training of a file without variants. */
  private static TrainingPlan base(Section in, Path folder) {
    version(in);
    Path out =
        in.value("out", Scalar.path(folder), folder.resolve(in.required("name", Scalar.NAME)));
    return plan(in, folder, out);
  }

  private static void version(Section in) {
    in.required("version", Scalar.words(Map.of("1", 1)));
  }

  private static TrainingPlan plan(Section in, Path folder, Path out) {
    OF_THE_FILE.forEach(in::has); // read once, for all students
    String name = in.required("name", Scalar.NAME);
    Path set = in.required("set", Scalar.path(folder));
    int seed = in.value("seed", Scalar.integer(0, Integer.MAX_VALUE), 0);
    double holdOut = in.value("hold_out", Scalar.SHARE, Share.NONE).fraction().doubleValue();
    double trainOn = in.value("train_on", SOME, Share.ALL).fraction().doubleValue();
    LabelSettings labels =
        in.sectionOrNull("labels", each -> each.section("read", LabelSettingsReader::read));
    InputForm form = in.value("input", Scalar.word(InputForm.class), InputForm.SLOTS);
    ScorerTraining student = in.section("student", each -> StudentReader.read(each, folder));
    Calibrator calibrator =
        in.value("calibration", Scalar.word(Calibrator.class), student.calibrator());
    return new TrainingPlan(
        name, set, out, seed, holdOut, trainOn, labels, form, student, calibrator, goal(in));
  }

  private static DecisionGoal goal(Section in) {
    if (in.isValue("goal") || !in.has("goal")) {
      Map<String, DecisionGoal> goals = new LinkedHashMap<>();
      goals.put("accuracy", new DecisionGoal.Accuracy());
      goals.put("balanced_accuracy", new DecisionGoal.BalancedAccuracy());
      return in.value("goal", Scalar.words(goals), new DecisionGoal.Accuracy());
    }
    return in.section(
        "goal",
        goal ->
            goal.section(
                "recall",
                recall ->
                    new DecisionGoal.Recall(
                        recall.required("label", Scalar.TEXT),
                        recall.required("at_least", SOME).fraction().doubleValue())));
  }

  /**
   * The plan of that name.
   *
   * @throws IllegalArgumentException if there is none; the message names those there are
   */
  public TrainingPlan plan(String variant) {
    TrainingPlan plan = plans.get(variant);
    if (plan == null) {
      throw new IllegalArgumentException(
          "there is no student '%s' in this file; there are: %s"
              .formatted(variant, String.join(", ", plans.keySet())));
    }
    return plan;
  }
}
