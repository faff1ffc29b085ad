package dev.understudy.rules.command;

import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code understudy rules check}: all problems at once, or what the rules say. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Tells every problem of a file of rules and of the files that it names, or lists its routes if"
          + " there is none."
    })
final class CheckCommand implements Callable<Integer> {
  @Mixin private RulesOptions options = new RulesOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "The file of rules.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    Rules rules = options.read(file);
    if (rules == null || !options.canUseFiles(file, rules)) {
      return ExitStatus.PROBLEMS;
    }
    PrintWriter out = options.out();
    out.printf("%s: fine (version %s)%n%n", file, rules.version());
    TextTable table = new TextTable("route", "teacher", "student", "launch", "sticky", "gate");
    rules.routes().forEach(route -> table.add(cells(route)));
    table.print(out);
    return ExitStatus.FINE;
  }

  private static String[] cells(Route route) {
    boolean hasStudent = route.student() != null;
    return new String[] {
      route.name(),
      route.teacher().name(),
      Wording.name(route.student()),
      Wording.launch(route),
      hasStudent ? route.sticky().toString() : "-",
      route.gate() == null ? "-" : GateWording.of(route.gate())
    };
  }
}
