package dev.understudy.trainer.training.tune;

import static dev.understudy.trainer.ExampleDraft.example;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.student.classifier.InputForm;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.TrainingSets;
import dev.understudy.trainer.training.TrainingWatch.Point;
import dev.understudy.trainer.training.calibrate.Calibrator;
import dev.understudy.trainer.training.calibrate.DecisionGoal;
import dev.understudy.trainer.training.record.RecordedTraining;
import dev.understudy.trainer.training.record.RunWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of encoders, whose curves have steps, epochs and learning rates. */
class RecordedTuningTest {
  private static final FineTuning THREE =
      new FineTuning(3, 8, 1, 2e-3, 1e-2, 0.01, 0.1, 1, 0.1, 0, 3);

  @TempDir private Path home;

  /** What a kill does to the files, without a process: nothing gets to tidy up. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  @Test
  void curveOfAKilledTrainingIsThatOfAWholeOne() throws IOException {
    writeSet();
    RecordedTraining whole = training("whole", RunWatch.SILENT);
    whole.run();
    RunWatch killer =
        new RunWatch() {
          @Override
          public void reached(Point point, Instant now) {
            if (point.step() > 60) { // in the middle of the second epoch of 45 steps
              throw new Killed();
            }
          }
        };
    assertThatThrownBy(() -> training("killed", killer).run()).isInstanceOf(Killed.class);

    RecordedTraining resumed = training("killed", RunWatch.SILENT);
    resumed.run();

    List<Point> curve = resumed.folder().curve();
    assertThat(curve)
        .extracting(Point::step)
        .containsExactly(20L, 40L, 45L, 60L, 80L, 90L, 100L, 120L, 135L);
    assertThat(curve.stream().map(RecordedTuningTest::untimed))
        .isEqualTo(whole.folder().curve().stream().map(RecordedTuningTest::untimed).toList());
    assertThat(curve.get(0).learningRate()).isPositive();
    assertThat(curve.get(8).epoch()).isEqualTo(3);
    assertThat(curve.get(8).validationAccuracy()).isGreaterThan(0.5);
  }

  /** All but the speed; runs are told apart by their folders. */
  private static List<Object> untimed(Point point) {
    return List.of(
        point.step(),
        point.epoch(),
        point.trainLoss(),
        point.learningRate(),
        point.validationLoss(),
        point.validationAccuracy());
  }

  private RecordedTraining training(String name, RunWatch watch) throws IOException {
    TrainingPlan plan =
        new TrainingPlan(
            name,
            home.resolve("set"),
            home.resolve("students").resolve(name),
            7,
            0,
            1,
            null,
            InputForm.SLOTS,
            TinyTraining.student(home.resolve("tiny"), new FullTuning(THREE, 0)),
            Calibrator.TEMPERATURE,
            new DecisionGoal.Accuracy());
    return new RecordedTraining(plan, home.resolve("runs"), InstantSource.system(), List.of(watch));
  }

  private void writeSet() throws IOException {
    List<Example> examples = new ArrayList<>();
    TinyTraining.set()
        .parts()
        .forEach(
            (split, rows) ->
                rows.stream()
                    .limit(split == Split.TRAIN ? 360 : 60)
                    .forEach(
                        row ->
                            examples.add(
                                example(row.id())
                                    .input(row.text())
                                    .answer(row.answer())
                                    .label(row.label())
                                    .split(split)
                                    .make())));
    TrainingSets.write(home.resolve("set"), examples);
  }
}
