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
      one.getCommandSpec().usageMessage().description("One stage alone: " + what(stage));
      dataset.addSubcommand(stage, one);
    }
    return dataset;
  }

  private static String what(String stage) {
    return switch (stage) {
      case "corpus" -> "makes examples of captured exchanges.";
      case "prompts" -> "finds templates of prompts, and the end of each conversation.";
      case "labels" -> "reads labels from answers, and takes corrections in their place.";
      case "filters" -> "drops what is not worth learning from.";
      case "dedupe" -> "keeps one of those that ask the same, and none that is tested on.";
      case "splits" -> "deals examples out to training, validation and tests.";
      case "balance" -> "caps and mixes what is trained on.";
      default -> throw new IllegalArgumentException("no stage named " + stage);
    };
  }
}
