package dev.understudy.trainer.training;

import dev.understudy.diff.label.LabelSettings;
import dev.understudy.student.classifier.InputForm;
import dev.understudy.trainer.run.CanonicalJson;
import dev.understudy.trainer.training.calibrate.Calibrator;
import dev.understudy.trainer.training.calibrate.DecisionGoal;
import dev.understudy.trainer.training.data.SetFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one student is trained.
 *
 * @param name what requests will ask for
 * @param set the training set's folder
 * @param out the student's folder
 * @param seed of all that is drawn
 * @param holdOut the share of training rows used for validation, in [0, 1)
 * @param trainOn the share of training rows that is learned from, in (0, 1]
 * @param labels where labels stand in answers, or null to take those of the set
 * @param form what of a prompt the student reads
 * @param student what is trained
 * @param calibrator how confidence is made honest
 * @param goal what decisions are to be good at
 */
public record TrainingPlan(
    String name,
    Path set,
    Path out,
    long seed,
    double holdOut,
    double trainOn,
    @Nullable LabelSettings labels,
    InputForm form,
    ScorerTraining student,
    Calibrator calibrator,
    DecisionGoal goal) {
  public TrainingPlan {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(set, "set");
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(form, "form");
    Objects.requireNonNull(student, "student");
    Objects.requireNonNull(calibrator, "calibrator");
    Objects.requireNonNull(goal, "goal");
    if (!(holdOut >= 0 && holdOut < 1)) {
      throw new IllegalArgumentException("hold_out must be in [0, 1), got " + holdOut);
    }
    if (!(trainOn > 0 && trainOn <= 1)) {
      throw new IllegalArgumentException("train_on must be in (0, 1], got " + trainOn);
    }
  }

  /** The same into another folder. */
  public TrainingPlan into(Path folder) {
    return new TrainingPlan(
        name, set, folder, seed, holdOut, trainOn, labels, form, student, calibrator, goal);
  }

  /** The same from another seed. */
  public TrainingPlan withSeed(long other) {
    return new TrainingPlan(
        name, set, out, other, holdOut, trainOn, labels, form, student, calibrator, goal);
  }

  /** The same from a share of the training rows, in (0, 1]. */
  public TrainingPlan withTrainOn(double share) {
    return new TrainingPlan(
        name, set, out, seed, holdOut, share, labels, form, student, calibrator, goal);
  }

  /** The same for another student, with the calibration that is its own. */
  public TrainingPlan with(ScorerTraining other) {
    return new TrainingPlan(
        name, set, out, seed, holdOut, trainOn, labels, form, other, other.calibrator(), goal);
  }

  /** All settings by the keys that files have them under, those left to defaults included. */
  public Map<String, Object> settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", 1);
    all.put("name", name);
    all.put("set", set.toString());
    all.put("out", out.toString());
    all.put("hold_out", holdOut);
    all.put("train_on", trainOn);
    all.put("seed", seed);
    if (labels != null) {
      all.put("labels", Map.of("read", settings(labels)));
    }
    all.put("input", form.word());
    all.put("student", Map.of(student.name(), student.settings()));
    all.put("calibration", calibrator.name().toLowerCase(Locale.ROOT));
    all.put("goal", goal.setting());
    return all;
  }

  private static Map<String, Object> settings(LabelSettings labels) {
    Map<String, Object> all = new LinkedHashMap<>();
    if (labels.where() instanceof LabelSettings.Json json) {
      all.put("json", json.pointer());
    } else if (labels.where() instanceof LabelSettings.Regex pattern) {
      all.put("pattern", pattern.regex());
    } else {
      all.put("text", true);
    }
    if (!labels.labels().isEmpty()) {
      all.put("labels", labels.labels());
    }
    return all;
  }

  /**
   * Tells this training from any other that may come to another student, wherever set and student
   * lie: 64 hexadecimal digits.
   *
   * @throws IOException if the set cannot be read
   */
  public String fingerprint() throws IOException {
    Map<String, Object> all = settings();
    all.remove("out");
    all.put("set", setFingerprint());
    return CanonicalJson.digest(all);
  }

  /**
   * What the set says its content's fingerprint is.
   *
   * @throws IOException if the set cannot be read
   */
  public String setFingerprint() throws IOException {
    return SetFolder.manifest(set).path("fingerprint").asText();
  }
}
