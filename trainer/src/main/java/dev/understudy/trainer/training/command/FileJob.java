package dev.understudy.trainer.training.command;

import dev.understudy.rules.yaml.Parsed;
import dev.understudy.trainer.run.FileTrouble;
import dev.understudy.trainer.training.TrainingWatch;
import dev.understudy.trainer.training.file.TrainingFile;
import dev.understudy.trainer.training.mlflow.MlflowWatch;
import dev.understudy.trainer.training.record.RunWatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** What a command does with a file of trainings. */
interface FileJob {
  /** Failed, as an exit status. */
  int FAILED = 1;

  /** Does it, and returns the exit status. */
  int run(TrainingFile file) throws IOException;

  /** Reads a file and does the job; problems and failures are told, one a line. */
  static int of(String file, CommandSpec spec, FileJob job) {
    PrintWriter err = spec.commandLine().getErr();
    Parsed<TrainingFile> parsed = TrainingFile.read(file, Path.of(file));
    parsed.problems().forEach(err::println);
    TrainingFile read = parsed.fold(each -> each, problems -> null);
    if (read == null) {
      return FAILED;
    }
    try {
      return job.run(read);
    } catch (IOException | IllegalArgumentException failure) {
      err.println(FileTrouble.wording(failure));
      return FAILED;
    }
  }

  /** Those who are told how a file's runs go. */
  static List<RunWatch> watches(TrainingFile file, PrintWriter progress, PrintWriter err) {
    List<RunWatch> watches = new ArrayList<>();
    watches.add(
        new RunWatch() {
          @Override
          public void reached(TrainingWatch.Point point, Instant now) {
            progress.println(line(point));
            progress.flush();
          }
        });
    if (file.mlflow() != null) {
      watches.add(new MlflowWatch(file.mlflow(), System::getenv, err::println));
    }
    return watches;
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
