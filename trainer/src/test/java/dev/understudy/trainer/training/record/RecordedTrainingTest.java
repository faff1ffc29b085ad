package dev.understudy.trainer.training.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.trainer.run.Sha256;
import dev.understudy.trainer.training.Decided;
import dev.understudy.trainer.training.RudeSet;
import dev.understudy.trainer.training.Training;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.TrainingWatch;
import dev.understudy.trainer.training.calibrate.DecisionGoal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTrainingTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));

  @TempDir private static Path shared;
  @TempDir private Path home;
  private TrainingPlan plan = RudeSet.plan(Path.of("set"), Path.of("out"));

  /** What a kill does to the files, without a process: nothing gets to tidy up. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  @BeforeAll
  static void writeSet() throws IOException {
    RudeSet.write(shared.resolve("set"), 90);
  }

  @BeforeEach
  void makePlan() {
    plan = RudeSet.plan(shared.resolve("set"), home.resolve("students/moderation"));
  }

  @Test
  void runTellsWhatWasTrainedOnWhatAndHowWell() throws IOException {
    RecordedTraining training = training(plan, RunWatch.SILENT);

    Training.Trained trained = training.run();

    JsonNode json = json(training.folder());
    assertThat(training.folder().id()).matches("moderation-[0-9a-f]{8}");
    assertThat(json.path("status").asText()).isEqualTo("finished");
    assertThat(json.path("started").asText()).isEqualTo("2026-11-26T12:00:00Z");
    assertThat(json.path("attempts").asInt()).isEqualTo(1);
    assertThat(json.path("device").asText()).isEqualTo("cpu");
    assertThat(json.at("/settings/student/ngram/words").asInt()).isEqualTo(1);
    assertThat(json.at("/settings/goal").asText()).isEqualTo("accuracy");
    assertThat(json.at("/set/fingerprint").asText()).isEqualTo("f00d");
    assertThat(json.at("/figures/rows").asInt()).isEqualTo(30);
    assertThat(json.at("/figures/accuracy").asDouble()).isEqualTo(trained.figures().accuracy());
    assertThat(json.at("/majority/accuracy").asDouble())
        .isLessThan(trained.figures().accuracy())
        .isGreaterThan(0.5);
    assertThat(json.at("/majority/balanced_accuracy").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/student/sha256").asText())
        .isEqualTo(Sha256.of(plan.out().resolve("student.json")));
    assertThat(training.folder().curve())
        .extracting(TrainingWatch.Point::step)
        .containsExactly(1L, 2L);
    List<Decided> decided = training.folder().decided();
    assertThat(decided).isEqualTo(trained.decided());
    assertThat(decided.stream().filter(Decided::isRight).count() / 30.0)
        .isEqualTo(trained.figures().accuracy());
    assertThat(files(training.folder())).doesNotContain("stupid");
  }

  @Test
  void killedRunGoesOnWithoutDoubledLines() throws IOException {
    RunWatch killer =
        new RunWatch() {
          @Override
          public void reached(TrainingWatch.Point point, Instant now) {
            throw new Killed();
          }
        };
    RecordedTraining killed = training(plan, killer);
    assertThatThrownBy(killed::run).isInstanceOf(Killed.class);
    assertThat(json(killed.folder()).path("status").asText()).isEqualTo("running");

    RecordedTraining again = training(plan, RunWatch.SILENT);
    again.run();

    assertThat(again.folder()).isEqualTo(killed.folder());
    assertThat(json(again.folder()).path("attempts").asInt()).isEqualTo(2);
    assertThat(again.folder().curve())
        .extracting(TrainingWatch.Point::step)
        .containsExactly(1L, 2L);
  }

  @Test
  void runThatComesToNothingSaysWhy() throws IOException {
    TrainingPlan wrong =
        new TrainingPlan(
            plan.name(),
            plan.set(),
            plan.out(),
            plan.seed(),
            0,
            1,
            null,
            plan.form(),
            plan.student(),
            plan.calibrator(),
            new DecisionGoal.Recall("perhaps", 0.9));
    RecordedTraining training = training(wrong, RunWatch.SILENT);

    assertThatThrownBy(training::run).isInstanceOf(IllegalArgumentException.class);

    assertThat(json(training.folder()).path("status").asText()).isEqualTo("failed");
    assertThat(json(training.folder()).path("problem").asText())
        .isEqualTo("goal names label 'perhaps', which no training row has; known: [no, yes]");
    assertThat(training.folder().figures()).isEmpty();
  }

  @Test
  void whatIsFinishedIsNotTrainedAgain() throws IOException {
    RunFolder first = finished(plan);
    Files.delete(first.student().resolve("student.json"));

    RunFolder again = finished(plan.into(home.resolve("elsewhere")));
    RunFolder other = finished(plan.withSeed(8));

    assertThat(again).isEqualTo(first);
    assertThat(first.student().resolve("student.json")).doesNotExist();
    assertThat(other).isNotEqualTo(first);
    assertThat(other.student().resolve("student.json")).exists();
  }

  private RunFolder finished(TrainingPlan each) throws IOException {
    return RecordedTraining.finished(each, home.resolve("runs"), CLOCK, List.of());
  }

  private RecordedTraining training(TrainingPlan each, RunWatch watch) throws IOException {
    return new RecordedTraining(each, home.resolve("runs"), CLOCK, List.of(watch));
  }

  private static JsonNode json(RunFolder run) throws IOException {
    return new JsonMapper().readTree(run.folder().resolve("run.json").toFile());
  }

  private static String files(RunFolder run) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String name : List.of("run.json", "curve.csv", "validation.jsonl")) {
      all.append(Files.readString(run.folder().resolve(name)));
    }
    return all.toString();
  }
}
