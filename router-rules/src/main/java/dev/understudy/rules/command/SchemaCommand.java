package dev.understudy.rules.command;

import dev.understudy.rules.yaml.RulesSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code understudy rules schema}: the JSON Schema by which editors complete and check rules. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Prints the JSON Schema of files of rules, for editors.")
final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(RulesSchema.text());
    spec.commandLine().getOut().flush();
    return ExitStatus.FINE;
  }
}
