package dev.understudy.trainer;

import dev.understudy.trainer.command.DatasetCommand;
import dev.understudy.trainer.evaluation.command.EvaluateCommand;
import dev.understudy.trainer.training.command.AblateCommand;
import dev.understudy.trainer.training.command.ExperimentCommand;
import dev.understudy.trainer.training.command.TrainCommand;
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
  private Main() {}

  /** Runs the command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Main())
            .addSubcommand("dataset", DatasetCommand.commandLine())
            .addSubcommand(new TrainCommand())
            .addSubcommand(new ExperimentCommand())
            .addSubcommand(new AblateCommand())
            .addSubcommand(new EvaluateCommand())
            .execute(arguments));
  }
}
