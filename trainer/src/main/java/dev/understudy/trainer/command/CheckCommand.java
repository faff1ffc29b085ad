package dev.understudy.trainer.command;

import dev.understudy.trainer.build.DatasetFile;
import dev.understudy.trainer.build.SetPlan;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what is wrong with a file, all at once. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Checks a file that describes training sets, and that its captures are there.")
final class CheckCommand implements Callable<Integer> {
  @Mixin private FileArgument file = new FileArgument();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter err = Failures.err(spec);
    DatasetFile read = file.read(err);
    if (read == null) {
      return Failures.FAILED;
    }
    return Failures.told(
        err,
        () -> {
          List<SetPlan> wanted = file.wanted(read);
          for (SetPlan plan : wanted) {
            plan.check();
          }
          spec.commandLine()
              .getOut()
              .printf(
                  "%s: good; sets: %s%n",
                  file.name(), String.join(", ", wanted.stream().map(SetPlan::name).toList()));
          return 0;
        });
  }
}
