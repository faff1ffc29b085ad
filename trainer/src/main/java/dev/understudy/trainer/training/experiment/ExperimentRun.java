package dev.understudy.trainer.training.experiment;

import dev.understudy.trainer.training.Figures;
import dev.understudy.trainer.training.NgramStudent;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.record.RecordedTraining;
import dev.understudy.trainer.training.record.RunFolder;
import dev.understudy.trainer.training.record.RunWatch;
import dev.understudy.trainer.training.tune.Untrainable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs what of an experiment is not done yet. */
public final class ExperimentRun {
  private static final String MAJORITY = "baseline: majority";
  private static final String NGRAM = "baseline: ngram";

  private final Experiment experiment;
  private final Path runs;
  private final InstantSource clock;
  private final List<RunWatch> watches;

  /**
   * An experiment that will be run.
   *
   * @param runs where all runs lie; those of it that are finished are not run again
   */
  public ExperimentRun(
      Experiment experiment, Path runs, InstantSource clock, List<RunWatch> watches) {
    this.experiment = experiment;
    this.runs = runs;
    this.clock = clock;
    this.watches = List.copyOf(watches);
  }

  /**
   * Trains, and compares.
   *
   * @throws IOException as trainings do; what is finished by then is not done again
   */
  public Outcomes run() throws IOException {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    Map<String, String> untrained = new LinkedHashMap<>();
    for (Experiment.Variation each : experiment.variations()) {
      try {
        outcomes.put(each.name(), outcome(each.name(), each.plans()));
      } catch (Untrainable why) { // to find that out is what experiments are for
        untrained.put(each.name(), String.valueOf(why.getMessage()));
      }
    }
    if (outcomes.isEmpty()) {
      tidy(List.of(), untrained.keySet());
      throw new IOException(
          "no setting could be trained; the first said: " + untrained.values().iterator().next());
    }
    if (experiment.baselines()) {
      addBaselines(outcomes);
    }
    Outcomes all =
        new Outcomes(experiment.name(), experiment.by(), List.copyOf(outcomes.values()), untrained);
    tidy(
        all.all().stream().filter(each -> !each.name().equals(MAJORITY)).toList(),
        untrained.keySet());
    return all;
  }

  private void addBaselines(Map<String, Outcome> outcomes) throws IOException {
    List<TrainingPlan> plans =
        experiment.variations().stream()
            .filter(each -> outcomes.containsKey(each.name()))
            .findFirst()
            .orElseThrow()
            .plans();
    outcomes.put(MAJORITY, majority(plans));
    if (!(plans.get(0).student() instanceof NgramStudent)) {
      outcomes.put(
          NGRAM,
          outcome(NGRAM, plans.stream().map(each -> each.with(NgramStudent.DEFAULT)).toList()));
    }
  }

  private Outcome outcome(String name, List<TrainingPlan> plans) throws IOException {
    List<Outcome.Run> done = new ArrayList<>();
    for (TrainingPlan plan : plans) {
      RunFolder run = RecordedTraining.finished(plan, runs, clock, watches);
      done.add(
          new Outcome.Run(
              run.id(), plan.seed(), run.figures().orElseThrow(), run.seconds(), run.curve()));
    }
    return new Outcome(name, done);
  }

  /** What answering the most frequent label would have come to: the runs have told it. */
  private Outcome majority(List<TrainingPlan> plans) throws IOException {
    List<Outcome.Run> done = new ArrayList<>();
    for (TrainingPlan plan : plans) {
      Figures figures = RunFolder.of(runs, plan).majority().orElseThrow();
      done.add(new Outcome.Run("", plan.seed(), figures, 0, List.of()));
    }
    return new Outcome(MAJORITY, done);
  }

  /** Leaves the students that are to be kept, the best first, and nothing to go on from. */
  private void tidy(List<Outcome> trained, Set<String> untrained) throws IOException {
    List<RunFolder> runsOfUntrained = new ArrayList<>();
    for (Experiment.Variation each : experiment.variations()) {
      if (untrained.contains(each.name())) {
        for (TrainingPlan plan : each.plans()) {
          runsOfUntrained.add(RunFolder.of(runs, plan));
        }
      }
    }
    for (RunFolder each : runsOfUntrained) {
      each.deleteUnfinished();
    }
    if (experiment.keep() == Experiment.Keep.ALL) {
      return;
    }
    Set<String> kept = new HashSet<>();
    if (experiment.keep() == Experiment.Keep.BEST && !trained.isEmpty()) {
      trained.get(0).runs().forEach(run -> kept.add(run.id()));
    }
    List<RunFolder> all = new ArrayList<>(runsOfUntrained);
    trained.stream()
        .flatMap(each -> each.runs().stream())
        .forEach(run -> all.add(new RunFolder(runs.resolve(run.id()))));
    for (RunFolder each : all) {
      if (!kept.contains(each.id())) {
        each.deleteStudent();
      }
    }
  }
}
