package dev.understudy.trainer;

import dev.understudy.trainer.command.DatasetCommand;
import dev.understudy.trainer.drift.DriftCommand;
import dev.understudy.trainer.evaluation.command.EvaluateCommand;
import dev.understudy.trainer.router.command.RouterCommand;
import dev.understudy.trainer.training.command.AblateCommand;
import dev.understudy.trainer.training.command.ExperimentCommand;
import dev.understudy.trainer.training.command.TrainCommand;
import java.time.InstantSource;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The offline jobs of the {@code understudy} program: names its commands and runs one. */
@Command(
    name = "understudy",
    mixinStandardHelpOptions = true,
    version = "Understudy 0.1.0",
    description = "The offline jobs: from captures to training sets and students.",
    subcommands = CommandLine.HelpCommand.class)
public final class Main {
  /** The status with which a JVM ends that is told to exit where memory is out. */
  private static final int OUT_OF_MEMORY = 3;

  private Main() {}

  /** Runs the command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** The commands as typed, to be executed once or taken apart, by one thread. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main())
        .addSubcommand("dataset", DatasetCommand.commandLine())
        .addSubcommand(new TrainCommand())
        .addSubcommand(new ExperimentCommand())
        .addSubcommand(new AblateCommand())
        .addSubcommand(new EvaluateCommand())
        .addSubcommand("router", RouterCommand.commandLine(InstantSource.system()))
        .addSubcommand(new DriftCommand());
  }

  private static int run(String[] arguments) {
    try {
      return commandLine().execute(arguments);
    } catch (OutOfMemoryError full) {
      System.err.printf(
          Locale.ROOT,
          "out of memory (%s): Java's heap may take %,d MiB. Let it take more, such as"
              + " UNDERSTUDY_JAVA_OPTS=-Xmx8g understudy %s, or give it less at a time%n",
          full.getMessage(),
          Runtime.getRuntime().maxMemory() >> 20,
          String.join(" ", arguments));
      return OUT_OF_MEMORY;
    }
  }
}
