package dev.understudy.trainer.training.command;

import dev.understudy.trainer.training.Training;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.file.TrainingFile;
import dev.understudy.trainer.training.record.RecordedTraining;
import dev.understudy.trainer.training.record.RunWatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains the students of a file. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains the students that a file describes, each into a folder of its own.",
      "A set comes from understudy dataset build; docs/students.md explains the file."
    })
public final class TrainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The YAML file that describes the students.")
  private String file = "";

  @Option(
      names = "--student",
      paramLabel = "NAME",
      description = "Only this one of the file's students; may be given several times.")
  private List<String> students = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return FileJob.of(file, spec, this::run);
  }

  private int run(TrainingFile read) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<RunWatch> watches = FileJob.watches(read, out, spec.commandLine().getErr());
    for (Map.Entry<String, TrainingPlan> each : wanted(read).entrySet()) {
      train(
          each.getKey(),
          new RecordedTraining(each.getValue(), read.runs(), InstantSource.system(), watches));
    }
    return 0;
  }

  private Map<String, TrainingPlan> wanted(TrainingFile read) {
    if (students.isEmpty()) {
      return read.plans();
    }
    Map<String, TrainingPlan> wanted = new LinkedHashMap<>();
    students.forEach(name -> wanted.put(name, read.plan(name)));
    return wanted;
  }

  private void train(String name, RecordedTraining training) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Training.Trained trained = training.run();
    out.printf(
        Locale.ROOT,
        "%s: trained on %s, validated on %,d rows: %.1f %% right (%.1f %% by answering the most"
            + " frequent label), loss %.3f%n%s%nrun: %s%n",
        name,
        trained.counts(),
        trained.figures().rows(),
        100 * trained.figures().accuracy(),
        100 * trained.majority().accuracy(),
        trained.figures().loss(),
        trained.folder().folder(),
        training.folder().folder());
    out.flush();
  }
}
