package dev.understudy.trainer.training.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.student.classifier.InputForm;
import dev.understudy.trainer.training.NgramStudent;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.calibrate.Calibrator;
import dev.understudy.trainer.training.calibrate.DecisionGoal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingFileTest {
  @TempDir private Path folder;

  @Test
  void shortestFileTrainsThePlainestStudent() throws IOException {
    TrainingFile file = good("version: 1\nname: moderation\nset: sets/E\nstudent: {ngram: {}}\n");

    TrainingPlan plan = file.plan("moderation");
    assertThat(plan.set()).isEqualTo(folder.resolve("sets/E"));
    assertThat(plan.out()).isEqualTo(folder.resolve("moderation"));
    assertThat(plan.student()).isEqualTo(NgramStudent.DEFAULT);
    assertThat(plan.calibrator()).isEqualTo(Calibrator.TEMPERATURE);
    assertThat(plan.goal()).isEqualTo(new DecisionGoal.Accuracy());
    assertThat(plan.form()).isEqualTo(InputForm.SLOTS);
    assertThat(plan.holdOut()).isZero();
  }

  @Test
  void studentsOfOneFileDifferInWhatTheySay() throws IOException {
    TrainingFile file =
        good(
            """
            version: 1
            name: moderation
            set: sets/E
            out: students
            hold_out: 10%
            seed: 3
            student: {ngram: {strength: [1, 2.5e1]}}
            students:
              wide: {student: {ngram: {words: 3}}}
              careful: {goal: {recall: {label: "1", at_least: 95%}}, calibration: none}
              fair: {goal: balanced_accuracy, input: pruned}
            """);

    assertThat(file.plans()).containsOnlyKeys("wide", "careful", "fair");
    assertThat(file.plan("wide").out()).isEqualTo(folder.resolve("students/wide"));
    NgramStudent wide = (NgramStudent) file.plan("wide").student();
    assertThat(wide.reader().words()).isEqualTo(3);
    NgramStudent careful = (NgramStudent) file.plan("careful").student();
    assertThat(careful.strengths()).containsExactly(1.0, 25.0);
    assertThat(file.plan("careful").goal()).isEqualTo(new DecisionGoal.Recall("1", 0.95));
    assertThat(file.plan("careful").calibrator()).isEqualTo(Calibrator.NONE);
    assertThat(file.plan("careful").holdOut()).isEqualTo(0.1);
    assertThat(file.plan("fair").form()).isEqualTo(InputForm.PRUNED);
  }

  @Test
  void allProblemsAreToldAtOnceWithTheirPlaces() throws IOException {
    assertThat(
            problems(
                """
                version: 2
                name: moderation
                student: {ngram: {words: 9, strength: [0]}}
                goal: fame
                hold_out: 110%
                tea: yes
                """))
        .containsExactlyInAnyOrder(
            "train.yaml:1:1: set is required",
            "train.yaml:1:10: version must be 1, got '2'",
            "train.yaml:3:26: student.ngram.words must be a whole number within [1, 4], got '9'",
            "train.yaml:3:40: each of student.ngram.strength must be a number greater than 0, got"
                + " '0'",
            "train.yaml:4:7: goal must be accuracy or balanced_accuracy, got 'fame'",
            "train.yaml:5:11: hold_out must be within [0, 1], that is [0%, 100%], got '110%'",
            "train.yaml:6:1: unknown key 'tea'; known: version, name, out, students, set, seed,"
                + " hold_out, labels, input, student, calibration, goal");
  }

  private TrainingFile good(String yaml) throws IOException {
    return TrainingFile.read("train.yaml", written(yaml)).orThrow();
  }

  private List<String> problems(String yaml) throws IOException {
    return TrainingFile.read("train.yaml", written(yaml)).problems().stream()
        .map(Object::toString)
        .toList();
  }

  private Path written(String yaml) throws IOException {
    return Files.writeString(folder.resolve("train.yaml"), yaml);
  }
}
