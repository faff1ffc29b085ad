package dev.understudy.trainer.command;

import dev.understudy.trainer.build.SetPlan;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Makes training sets of captures. */
@Command(
    name = "dataset",
    mixinStandardHelpOptions = true,
    description = "Makes training sets of captures, as one YAML file describes them.",
    subcommands = {BuildCommand.class, CheckCommand.class, WarmUp.class, HelpCommand.class})
public final class DatasetCommand {

  /** The command with those below it. */
  public static CommandLine commandLine() {
    CommandLine dataset = new CommandLine(new DatasetCommand());
    for (String stage : SetPlan.STAGES) {
      CommandLine one = new CommandLine(new StageCommand(stage));
      one.getCommandSpec()
          .usageMessage()
          .description("Runs the stage " + stage + " alone, from folder to folder.");
      dataset.addSubcommand(stage, one);
    }
    return dataset;
  }
}
