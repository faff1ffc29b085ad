package dev.understudy.sink.inspect;

import dev.understudy.sink.firehose.command.GlueSchemaCommand;
import dev.understudy.sink.firehose.command.ReconcileCommand;
import dev.understudy.sink.upkeep.command.CapturesCompact;
import dev.understudy.sink.upkeep.command.CapturesErase;
import dev.understudy.sink.upkeep.command.CapturesExpire;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code understudy captures}: looks at what was captured, and looks after it. */
@Command(
    name = "captures",
    mixinStandardHelpOptions = true,
    subcommands = {
      CapturesList.class,
      CapturesShow.class,
      CapturesStats.class,
      CapturesComparisons.class,
      CapturesCheck.class,
      GlueSchemaCommand.class,
      ReconcileCommand.class,
      CapturesExpire.class,
      CapturesErase.class,
      CapturesCompact.class
    },
    description = "Looks at what was captured, and looks after it.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:something was found, or all was done",
      "1:nothing was found, or it cannot be read or done",
      "2:the command line is wrong, or names more than one exchange"
    })
public final class CapturesCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Asks for one of the subcommands. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "expected one of "
            + String.join(", ", spec.commandLine().getSubcommands().keySet())
            + " after 'captures'");
  }
}
