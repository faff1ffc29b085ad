package dev.understudy.trainer.command;

import dev.understudy.trainer.build.DatasetFile;
import dev.understudy.trainer.build.SetPlan;
import dev.understudy.trainer.build.StageCounts;
import dev.understudy.trainer.run.Stage;
import dev.understudy.trainer.run.StageFolder;
import dev.understudy.trainer.run.StageRunner;
import dev.understudy.trainer.spark.Sparks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one stage alone, from folder to folder. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
final class StageCommand implements Callable<Integer> {
  private final String stage;

  @Mixin private FileArgument file = new FileArgument();

  @Option(
      names = "--in",
      paramLabel = "FOLDER",
      description = "What the stage before it made; corpus reads captures instead.")
  private @Nullable Path in;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description =
          "The folder that it makes. Its manifest names --in from here: move both together.")
  private Path out = Path.of("");

  @Option(
      names = "--master",
      paramLabel = "MASTER",
      description = "Where Spark runs: local[4], spark://host:7077; default: all processors here.")
  private @Nullable String master;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command of the stage of that name. */
  StageCommand(String stage) {
    this.stage = stage;
  }

  @Override
  public Integer call() {
    PrintWriter err = Failures.err(spec);
    DatasetFile read = file.read(err);
    if (read == null) {
      return Failures.FAILED;
    }
    return Failures.told(err, () -> run(read));
  }

  private int run(DatasetFile read) throws IOException {
    List<SetPlan> wanted = file.wanted(read);
    if (wanted.size() != 1) {
      throw new IllegalArgumentException(
          file.name()
              + " describes several sets: say which with --set: "
              + String.join(", ", wanted.stream().map(SetPlan::name).toList()));
    }
    return run(read, wanted.get(0));
  }

  private int run(DatasetFile read, SetPlan plan) throws IOException {
    Stage runnable = plan.stage(stage, read.out());
    if (in == null && !stage.equals("corpus")) {
      throw new IllegalArgumentException(
          "--in is required: the folder that the stage before " + stage + " made");
    }
    StageFolder input = in == null ? null : StageFolder.open(in);
    SparkSession spark = Sparks.start(master);
    try (ConsoleProgress progress = ConsoleProgress.of(spark)) {
      StageFolder made =
          new StageRunner(spark, plan.seed(), progress).runInto(runnable, input, out);
      FinishedPage.printStages(StageCounts.of(made), spec.commandLine().getOut());
      spec.commandLine().getOut().flush();
      return 0;
    } finally {
      spark.stop();
    }
  }
}
