package dev.understudy.trainer.training;

import dev.understudy.student.classifier.InputForm;
import dev.understudy.trainer.label.LabelSettings;
import dev.understudy.trainer.training.calibrate.Calibrator;
import dev.understudy.trainer.training.calibrate.DecisionGoal;
import java.nio.file.Path;
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
  }
}
