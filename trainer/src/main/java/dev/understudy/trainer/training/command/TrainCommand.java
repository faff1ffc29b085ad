package dev.understudy.trainer.training.command;

import dev.understudy.rules.yaml.Parsed;
import dev.understudy.trainer.training.Training;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.TrainingWatch;
import dev.understudy.trainer.training.file.TrainingFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
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
  private static final int FAILED = 1;

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
    PrintWriter err = spec.commandLine().getErr();
    Parsed<TrainingFile> parsed = TrainingFile.read(file, Path.of(file));
    parsed.problems().forEach(err::println);
    TrainingFile read = parsed.fold(each -> each, problems -> null);
    if (read == null) {
      return FAILED;
    }
    try {
      for (Map.Entry<String, TrainingPlan> each : wanted(read).entrySet()) {
        train(each.getKey(), each.getValue());
      }
      return 0;
    } catch (IOException | IllegalArgumentException failure) {
      err.println(failure.getMessage());
      return FAILED;
    }
  }

  private Map<String, TrainingPlan> wanted(TrainingFile read) {
    if (students.isEmpty()) {
      return read.plans();
    }
    Map<String, TrainingPlan> wanted = new LinkedHashMap<>();
    students.forEach(name -> wanted.put(name, read.plan(name)));
    return wanted;
  }

  private void train(String name, TrainingPlan plan) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    TrainingWatch watch = point -> out.println(line(point));
    Training.Trained trained = new Training(plan, Clock.systemUTC().instant(), watch).run();
    out.printf(
        Locale.ROOT,
        "%s: trained on %s, validated on %,d rows: %.1f %% right, loss %.3f%n%s%n",
        name,
        trained.counts(),
        trained.validationRows(),
        100 * trained.validationAccuracy(),
        trained.validationLoss(),
        trained.folder().folder());
    out.flush();
  }

  private static String line(TrainingWatch.Point point) {
    StringBuilder line =
        new StringBuilder("  %s %d/%d".formatted(point.who(), point.step(), point.steps()));
    add(line, "loss", "%.3f", point.trainLoss());
    add(line, "validation loss", "%.3f", point.validationLoss());
    add(line, "right", "%.1f %%", 100 * point.validationAccuracy());
    add(line, "tokens/s", "%,.0f", point.tokensPerSecond());
    return line.toString();
  }

  private static void add(StringBuilder line, String name, String format, double value) {
    if (!Double.isNaN(value)) {
      line.append(", ").append(name).append(' ').append(String.format(Locale.ROOT, format, value));
    }
  }
}
