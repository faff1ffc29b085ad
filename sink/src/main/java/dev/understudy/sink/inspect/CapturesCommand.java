package dev.understudy.sink.inspect;

import dev.understudy.sink.firehose.command.GlueSchemaCommand;
import dev.understudy.sink.firehose.command.ReconcileCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code understudy captures}: looks at what was captured. */
@Command(
    name = "captures",
    mixinStandardHelpOptions = true,
    subcommands = {
      CapturesList.class,
      CapturesShow.class,
      CapturesStats.class,
      CapturesComparisons.class,
      GlueSchemaCommand.class,
      ReconcileCommand.class
    },
    description = "Looks at what was captured into a folder.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:something was found",
      "1:nothing was found, or it cannot be read",
      "2:the command line is wrong, or names more than one exchange"
    })
public final class CapturesCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Asks for one of the subcommands. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected list, show, stats or comparisons after 'captures'");
  }
}
