package dev.understudy.trainer.router.command;

import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Decides which requests are easy: learns it from captures, or sets a threshold. */
@Command(
    name = "router",
    mixinStandardHelpOptions = true,
    description = "Learns from a dark launch which requests the student may answer.",
    subcommands = CommandLine.HelpCommand.class)
public final class RouterCommand {

  /**
   * The command with those below it.
   *
   * @param clock tells when a router is made
   */
  public static CommandLine commandLine(InstantSource clock) {
    return new CommandLine(new RouterCommand())
        .addSubcommand(new FitCommand(clock))
        .addSubcommand(new CalibrateCommand());
  }
}
