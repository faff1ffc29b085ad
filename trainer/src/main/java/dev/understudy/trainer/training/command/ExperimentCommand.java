package dev.understudy.trainer.training.command;

import dev.understudy.trainer.training.experiment.Experiment;
import dev.understudy.trainer.training.experiment.ExperimentRun;
import dev.understudy.trainer.training.experiment.Outcomes;
import dev.understudy.trainer.training.experiment.OutcomesJson;
import dev.understudy.trainer.training.experiment.OutcomesPage;
import dev.understudy.trainer.training.file.TrainingFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Varies settings of a training, one at a time. */
@Command(
    name = "experiment",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a file's student again and again, each time with one setting changed as the",
      "file's section experiment says, and compares on the validation part. What is finished",
      "is not trained again: a killed experiment goes on."
    })
public final class ExperimentCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The YAML file that describes the training.")
  private String file = "";

  @Option(names = "--json", description = "Prints the outcomes as JSON.")
  private boolean json;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Writes the outcomes and learning curves as a page, too.")
  private @Nullable Path page;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return FileJob.of(file, spec, this::run);
  }

  private int run(TrainingFile read) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Experiment experiment = read.experiment();
    if (experiment == null) {
      err.println(
          file
              + " has no experiment: say what is varied, such as experiment: {vary:"
              + " {student.encoder.learning_rate: [2e-5, 5e-5]}}");
      return FileJob.FAILED;
    }
    Outcomes outcomes =
        new ExperimentRun(
                experiment, read.runs(), InstantSource.system(), FileJob.watches(read, err, err))
            .run();
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? OutcomesJson.write(outcomes) : outcomes.text());
    out.flush();
    if (page != null) {
      Files.writeString(page, OutcomesPage.write(outcomes));
    }
    return 0;
  }
}
