package dev.understudy.trainer.training.ablation;

import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.record.RecordedTraining;
import dev.understudy.trainer.training.record.RunFolder;
import dev.understudy.trainer.training.record.RunWatch;
import dev.understudy.trainer.training.tune.Untrainable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trains what of an ablation is not trained yet, and measures it. */
public final class AblationRun {
  private static final int DIGITS = 12;

  private final Ablation ablation;
  private final TrainingPlan plan;
  private final @Nullable AskedTest test;
  private final Path runs;
  private final InstantSource clock;
  private final List<RunWatch> watches;

  /**
   * An ablation that will be run.
   *
   * @param plan what is trained, on other shares and by other seeds
   * @param test what is asked, or null to measure on the validation part
   * @param runs where all runs lie; those of it that are finished are not run again
   */
  public AblationRun(
      Ablation ablation,
      TrainingPlan plan,
      @Nullable AskedTest test,
      Path runs,
      InstantSource clock,
      List<RunWatch> watches) {
    this.ablation = ablation;
    this.plan = plan;
    this.test = test;
    this.runs = runs;
    this.clock = clock;
    this.watches = List.copyOf(watches);
  }

  /**
   * Trains and measures; students that it made are deleted once they are measured. A share that
   * cannot be trained by one seed is not trained by others.
   *
   * @throws IOException as trainings do; what is finished by then is not done again
   */
  public Ablated run() throws IOException {
    List<Measured> measured = new ArrayList<>();
    SortedMap<Double, String> untrained = new TreeMap<>();
    for (long seed : ablation.seeds()) {
      for (double share : ablation.shares()) {
        if (!untrained.containsKey(share)) {
          try {
            measured.add(measured(plan.withSeed(seed).withTrainOn(share)));
          } catch (Untrainable why) {
            untrained.put(share, String.valueOf(why.getMessage()));
          }
        }
      }
    }
    Ablated all = new Ablated(measured, untrained);
    if (all.measured().isEmpty()) {
      throw new IOException(
          "no share could be trained; the smallest said: " + untrained.get(untrained.firstKey()));
    }
    return all;
  }

  private Measured measured(TrainingPlan each) throws IOException {
    RunFolder run = RunFolder.of(runs, each);
    boolean isAnothers = Files.exists(run.student()); // such as an experiment's, who keeps it
    List<Boolean> wrong;
    try {
      wrong = test == null ? onValidation(each) : onTest(each, run, test);
    } catch (Untrainable why) {
      run.deleteUnfinished();
      throw why;
    }
    if (!isAnothers) {
      run.deleteStudent();
    }
    return new Measured(run.id(), each.trainOn(), each.seed(), run.trainingRows(), wrong);
  }

  private List<Boolean> onValidation(TrainingPlan each) throws IOException {
    return RecordedTraining.finished(each, runs, clock, watches).decided().stream()
        .map(decided -> !decided.isRight())
        .toList();
  }

  /** What a student got wrong is remembered beside its run, as the student is not. */
  private List<Boolean> onTest(TrainingPlan each, RunFolder run, AskedTest asked)
      throws IOException {
    Path file = run.folder().resolve("wrong-" + asked.digest().substring(0, DIGITS) + ".txt");
    if (run.isFinished() && Files.exists(file)) {
      return flags(Files.readString(file).strip());
    }
    if (!Files.isDirectory(run.student()) || !run.isFinished()) {
      new RecordedTraining(each.into(run.student()), runs, clock, watches).run();
    }
    List<Boolean> wrong = asked.wrong(run.student());
    StringBuilder flags = new StringBuilder();
    for (boolean one : wrong) {
      flags.append(one ? '1' : '0');
    }
    RunFolder.replace(file, flags.append('\n').toString());
    return wrong;
  }

  private static List<Boolean> flags(String text) {
    return text.chars().mapToObj(flag -> flag == '1').toList();
  }
}
