package dev.understudy.trainer.training.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.trainer.training.RudeSet;
import dev.understudy.trainer.training.Training;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.record.RecordedTraining;
import dev.understudy.trainer.training.record.RunFolder;
import dev.understudy.trainer.training.tune.FineTuning;
import dev.understudy.trainer.training.tune.FullTuning;
import dev.understudy.trainer.training.tune.TinyTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationRunTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  @TempDir private Path home;
  private TrainingPlan plan = RudeSet.plan(Path.of("set"), Path.of("out"));
  private TrainingPlan diverging = plan;

  @BeforeEach
  void makePlans() throws IOException {
    RudeSet.write(home.resolve("set"), 90);
    plan = RudeSet.plan(home.resolve("set"), home.resolve("student")).withSeed(0);
    FineTuning wild = new FineTuning(1, 32, 1, 1e300, 1e300, 0, 0, 1, 0, 0, 1);
    diverging = plan.with(TinyTraining.student(home.resolve("tiny"), new FullTuning(wild, 0)));
  }

  @Test
  void shareThatCannotBeTrainedIsToldAndPassedOver() throws IOException {
    finishedAlready(diverging.withTrainOn(1));
    Path begun = checkpoint(diverging.withTrainOn(0.5));

    Ablated ablated = run(0.5, 1.0);

    assertThat(ablated.measured()).extracting(Measured::share).containsExactly(1.0);
    assertThat(ablated.untrained()).containsOnlyKeys(0.5);
    assertThat(begun).doesNotExist();
    AblationReport report =
        new AblationReport(
            "moderation", "a test", ablated, LearningCurve.of(ablated.measured(), false));
    assertThat(report.text()).contains("50.00 % could not be trained: the loss of step ");
    assertThat(report.json()).contains("\"share\" : 0.5");
    assertThat(AblationPage.write(report)).contains("50.00 % could not be trained: ");
  }

  @Test
  void ablationOfWhichNothingCouldBeTrainedSaysWhy() {
    assertThatThrownBy(() -> run(0.5, 1.0))
        .hasMessageStartingWith("no share could be trained; the smallest said: the loss of step ");
  }

  private Ablated run(Double... shares) throws IOException {
    return new AblationRun(
            new Ablation(List.of(shares), List.of(0L)),
            diverging,
            null,
            home.resolve("runs"),
            CLOCK,
            List.of())
        .run();
  }

  /** As if it had been trained, and had come to what a student of another kind came to. */
  private void finishedAlready(TrainingPlan of) throws IOException {
    Path other = RecordedTraining.finished(plan, home.resolve("others"), CLOCK, List.of()).folder();
    Path folder = Files.createDirectories(folder(of).folder());
    for (String file : List.of("run.json", "validation.jsonl")) {
      Files.copy(other.resolve(file), folder.resolve(file));
    }
  }

  /** As a kill leaves it. */
  private Path checkpoint(TrainingPlan of) throws IOException {
    return Files.createDirectories(Training.unfinished(folder(of).student()));
  }

  private RunFolder folder(TrainingPlan of) throws IOException {
    return RunFolder.of(home.resolve("runs"), of);
  }
}
