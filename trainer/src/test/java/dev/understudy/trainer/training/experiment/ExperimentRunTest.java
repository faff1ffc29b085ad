package dev.understudy.trainer.training.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.exchange.ngram.NgramReader;
import dev.understudy.trainer.training.Figures;
import dev.understudy.trainer.training.Measure;
import dev.understudy.trainer.training.NgramStudent;
import dev.understudy.trainer.training.RudeSet;
import dev.understudy.trainer.training.Training;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.experiment.Experiment.Keep;
import dev.understudy.trainer.training.experiment.Experiment.Variation;
import dev.understudy.trainer.training.record.RunFolder;
import dev.understudy.trainer.training.record.RunWatch;
import dev.understudy.trainer.training.tune.FineTuning;
import dev.understudy.trainer.training.tune.FullTuning;
import dev.understudy.trainer.training.tune.TinyTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentRunTest {
  private static final NgramStudent CLUMSY =
      new NgramStudent(new NgramReader(10, 1, 0, 1), List.of(1.0), 0, false, 0);

  @TempDir private static Path shared;
  @TempDir private Path home;
  private TrainingPlan plan = RudeSet.plan(Path.of("set"), Path.of("out"));
  private final List<String> begun = new ArrayList<>();

  @BeforeAll
  static void writeSet() throws IOException {
    RudeSet.write(shared.resolve("set"), 90);
  }

  @BeforeEach
  void makePlan() {
    plan = RudeSet.plan(shared.resolve("set"), home.resolve("student")).withSeed(0);
  }

  @Test
  void settingsAreComparedBestFirstBesideTheBaselines() throws IOException {
    Outcomes outcomes = run(experiment(Measure.LOSS, Keep.BEST));

    assertThat(outcomes.all())
        .extracting(Outcome::name)
        .containsExactlyInAnyOrder(
            "as in the file", "baseline: majority", "student.ngram.letters: 0");
    assertThat(outcomes.all().stream().map(each -> each.mean(Measure.LOSS))).isSorted();
    Outcome best = outcomes.all().get(0);
    assertThat(best.mean(Measure.ACCURACY)).isGreaterThan(0.8);
    assertThat(best.runs()).hasSize(2).allSatisfy(run -> assertThat(run.curve()).hasSize(2));
    assertThat(best.spread(Measure.ACCURACY)).isZero(); // nothing of a regression is drawn
    assertThat(outcomes.text()).contains(" ± ").contains("setting").contains("balanced accuracy");
  }

  @Test
  void settingThatDivergesDoesNotEndTheOthers() throws IOException {
    Experiment experiment =
        wild(Keep.BEST, List.of(diverging()), new Variation("student", "ngram", List.of(plan)));

    Outcomes outcomes = run(experiment);

    assertThat(outcomes.all())
        .extracting(Outcome::name)
        .containsExactlyInAnyOrder("student: ngram", "baseline: majority");
    assertThat(outcomes.untrained()).containsOnlyKeys("as in the file");
    assertThat(outcomes.text())
        .contains("as in the file could not be trained: the loss of step ")
        .contains("is no finite number: lower learning_rate");
  }

  @Test
  void settingThatDivergesLeavesNothingOnTheDiskThatNobodyKeeps() throws IOException {
    TrainingPlan finished = plan.with(CLUMSY);
    Path begun = checkpoint(diverging());

    run(
        wild(
            Keep.BEST,
            List.of(finished, diverging()),
            new Variation("student", "ngram", List.of(plan))));

    assertThat(begun).doesNotExist();
    assertThat(folder(finished).isFinished()).isTrue();
    assertThat(folder(finished).student()).doesNotExist();
    assertThat(folder(plan).student()).isDirectory();
  }

  @Test
  void experimentOfWhichNothingCouldBeTrainedSaysWhyAndLeavesNothing() throws IOException {
    Path begun = checkpoint(diverging());

    assertThatThrownBy(() -> run(wild(Keep.ALL, List.of(diverging()))))
        .hasMessageStartingWith("no setting could be trained; the first said: the loss of step ");

    assertThat(begun).doesNotExist();
  }

  private TrainingPlan diverging() throws IOException {
    FineTuning wild = new FineTuning(1, 32, 1, 1e300, 1e300, 0, 0, 1, 0, 0, 1);
    return plan.with(TinyTraining.student(home.resolve("tiny"), new FullTuning(wild, 0)));
  }

  /** As a kill leaves it. */
  private Path checkpoint(TrainingPlan of) throws IOException {
    Path unfinished = Training.unfinished(folder(of).student());
    Files.createDirectories(unfinished.resolve("1a2b"));
    Files.writeString(unfinished.resolve("1a2b/checkpoint.safetensors"), "weights");
    return unfinished;
  }

  private RunFolder folder(TrainingPlan of) throws IOException {
    return RunFolder.of(home.resolve("runs"), of);
  }

  private static Experiment wild(Keep keep, List<TrainingPlan> file, Variation... others) {
    List<Variation> all = new ArrayList<>(List.of(new Variation("", "as in the file", file)));
    all.addAll(List.of(others));
    return new Experiment("wild", all, true, Measure.LOSS, keep);
  }

  @Test
  void onlyTheBestSettingsStudentsStay() throws IOException {
    Outcomes outcomes = run(experiment(Measure.ACCURACY, Keep.BEST));

    assertThat(students(outcomes, "as in the file")).hasSize(2).allMatch(Files::isDirectory);
    assertThat(students(outcomes, "student.ngram.letters: 0")).noneMatch(Files::exists);
  }

  @Test
  void killedExperimentGoesOnWithWhatIsNotDone() throws IOException {
    Experiment experiment = experiment(Measure.ACCURACY, Keep.NONE);
    RunWatch stopsAtTheThird =
        new RunWatch() {
          @Override
          public void began(String id, TrainingPlan each, Instant now) {
            begun.add(id);
            if (begun.size() == 3) {
              throw new IllegalStateException("stopped");
            }
          }
        };
    assertThatThrownBy(() -> run(experiment, stopsAtTheThird)).hasMessage("stopped");

    Outcomes whole = run(experiment);
    List<String> all = List.copyOf(begun);
    Outcomes again = run(experiment);

    assertThat(all).hasSize(5); // three, of which the last came to nothing, and two more
    assertThat(all.subList(0, 2)).doesNotContainAnyElementsOf(all.subList(3, 5));
    assertThat(begun).isEqualTo(all);
    assertThat(again).isEqualTo(whole);
  }

  @Test
  void spreadIsTheDeviationBetweenSeeds() {
    Outcome outcome = new Outcome("x", List.of(run(0.8), run(0.9), run(1.0)));

    assertThat(outcome.mean(Measure.ACCURACY)).isEqualTo(0.9, within(1e-12));
    assertThat(outcome.spread(Measure.ACCURACY)).isEqualTo(0.1, within(1e-12));
    assertThat(new Outcome("x", List.of(run(0.8))).spread(Measure.ACCURACY)).isNaN();
  }

  @Test
  void jsonAndPageTellTheSame() throws IOException {
    Outcomes outcomes = run(experiment(Measure.ACCURACY, Keep.NONE));

    JsonNode json = new JsonMapper().readTree(OutcomesJson.write(outcomes));
    String page = OutcomesPage.write(outcomes);

    assertThat(json.at("/settings/0/setting").asText()).isEqualTo("as in the file");
    assertThat(json.at("/settings/0/accuracy/mean").asDouble())
        .isEqualTo(outcomes.all().get(0).mean(Measure.ACCURACY));
    assertThat(json.at("/settings/0/runs/1/seed").asInt()).isEqualTo(1);
    assertThat(page)
        .contains("student.ngram.letters: 0", "<polyline", "baseline: majority")
        .doesNotContain("stupid", "<script", "http://", "https://");
  }

  private static Outcome.Run run(double accuracy) {
    return new Outcome.Run("x", 0, new Figures(10, accuracy, 0, 0, 0), 1, List.of());
  }

  private List<Path> students(Outcomes outcomes, String setting) {
    return outcomes.all().stream()
        .filter(each -> each.name().equals(setting))
        .flatMap(each -> each.runs().stream())
        .map(run -> new RunFolder(home.resolve("runs").resolve(run.id())).student())
        .toList();
  }

  private Experiment experiment(Measure by, Keep keep) {
    TrainingPlan clumsy = plan.with(CLUMSY);
    return new Experiment(
        "moderation",
        List.of(
            new Variation("", "as in the file", List.of(plan, plan.withSeed(1))),
            new Variation("student.ngram.letters", "0", List.of(clumsy, clumsy.withSeed(1)))),
        true,
        by,
        keep);
  }

  private Outcomes run(Experiment experiment) throws IOException {
    return run(
        experiment,
        new RunWatch() {
          @Override
          public void began(String id, TrainingPlan each, Instant now) {
            begun.add(id);
          }
        });
  }

  private Outcomes run(Experiment experiment, RunWatch watch) throws IOException {
    return new ExperimentRun(
            experiment, home.resolve("runs"), InstantSource.fixed(Instant.EPOCH), List.of(watch))
        .run();
  }
}
