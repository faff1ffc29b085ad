package dev.understudy.trainer.router.command;

import dev.understudy.trainer.corpus.UnreadableCaptures;
import dev.understudy.trainer.router.ConfidenceFit;
import dev.understudy.trainer.router.Goal;
import dev.understudy.trainer.router.Selection;
import dev.understudy.trainer.run.FileTrouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy router calibrate}: sets the threshold of the student's own confidence. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Sets from which confidence on a student's answer is kept, by a route's comparisons, and"
            + " says what that costs and brings. Less confident answers go to the teacher.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:a threshold was found",
      "1:captures cannot be read or do not tell enough",
      "2:the command line is wrong"
    })
final class CalibrateCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Mixin private CaptureOptions captures = new CaptureOptions();

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter terminal = spec.commandLine().getOut();
    Selection selection = captures.selection(spec);
    try {
      Goal goal = captures.goal();
      ConfidenceFit fit = ConfidenceFit.of(selection, goal, captures.labels());
      terminal.print(
          json
              ? FitJson.of(selection.route(), fit, goal)
              : FitPage.of(selection.route(), fit, goal));
      terminal.flush();
      return 0;
    } catch (IOException | IllegalArgumentException | UnreadableCaptures failure) {
      spec.commandLine().getErr().println(FileTrouble.wording(failure));
      return FAILED;
    }
  }
}
