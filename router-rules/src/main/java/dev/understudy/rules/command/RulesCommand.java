package dev.understudy.rules.command;

import dev.understudy.rules.named.ForeignFiles;
import dev.understudy.rules.preview.CaptureFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code understudy rules}: looks at files of rules before they are put into force. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    subcommands = {
      CheckCommand.class,
      ExplainCommand.class,
      PreviewCommand.class,
      SchemaCommand.class
    },
    description = "Checks and explains rules, and tells what an edit would do.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the rules are fine",
      "1:the rules have problems, or what they are asked about cannot be read",
      "2:the command line is wrong"
    })
public final class RulesCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private final ForeignFiles foreign;
  private final CaptureFiles.Opener captures;

  /**
   * The command.
   *
   * @param foreign opens the files that rules name and that others know to read
   * @param captures opens what was captured
   */
  public RulesCommand(ForeignFiles foreign, CaptureFiles.Opener captures) {
    this.foreign = foreign;
    this.captures = captures;
  }

  /** Opens the files that rules name and that others know to read. */
  ForeignFiles foreign() {
    return foreign;
  }

  /** Opens what was captured. */
  CaptureFiles.Opener captures() {
    return captures;
  }

  /** Asks for one of the subcommands. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected check, explain, preview or schema after 'rules'");
  }
}
