package dev.understudy.trainer.command;

import dev.understudy.trainer.build.DatasetBuild;
import dev.understudy.trainer.build.DatasetFile;
import dev.understudy.trainer.build.FinishedSet;
import dev.understudy.trainer.build.SetPlan;
import dev.understudy.trainer.privacy.SecretsFound;
import dev.understudy.trainer.spark.Sparks;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Builds the sets of a file. */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Builds the training sets that a file describes, from captures to exports and data card.",
      "What was done by an earlier run and still holds is not done again."
    })
final class BuildCommand implements Callable<Integer> {
  @Mixin private FileArgument file = new FileArgument();

  @Option(
      names = "--estimate",
      description = "Only tells what would go in, and what it would take; makes nothing.")
  private boolean estimate;

  @Option(
      names = "--master",
      paramLabel = "MASTER",
      description = "Where Spark runs: local[4], spark://host:7077; default: all processors here.")
  private @Nullable String master;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter err = Failures.err(spec);
    DatasetFile read = file.read(err);
    if (read == null) {
      return Failures.FAILED;
    }
    return Failures.told(
        err,
        () -> {
          List<SetPlan> wanted = file.wanted(read);
          return estimate ? estimate(wanted) : build(read, wanted);
        });
  }

  private int estimate(List<SetPlan> wanted) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    for (SetPlan plan : wanted) {
      EstimatePage.print(plan.estimate(), out);
    }
    return 0;
  }

  private int build(DatasetFile read, List<SetPlan> wanted) throws IOException, SecretsFound {
    for (SetPlan plan : wanted) {
      plan.check();
    }
    SparkSession spark = Sparks.start(master);
    try (ConsoleProgress progress = ConsoleProgress.of(spark)) {
      DatasetBuild.run(read, wanted, spark, progress, this::print);
      return 0;
    } finally {
      spark.stop();
    }
  }

  private void print(FinishedSet finished) {
    FinishedPage.print(finished, spec.commandLine().getOut());
  }
}
