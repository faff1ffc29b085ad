package dev.understudy.trainer.router.command;

import dev.understudy.rules.router.RequestReader;
import dev.understudy.rules.router.RouterFile;
import dev.understudy.trainer.corpus.UnreadableCaptures;
import dev.understudy.trainer.router.FitSettings;
import dev.understudy.trainer.router.RouterFit;
import dev.understudy.trainer.router.Selection;
import dev.understudy.trainer.run.FileTrouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code understudy router fit}: learns which requests the student gets right. */
@Command(
    name = "fit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Learns from a route's comparisons which requests the student answers as the teacher does,"
            + " or right where people corrected answers; writes a router for launch.hybrid.easy,"
            + " and says what it costs and brings on requests it did not see.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:a router was written",
      "1:captures cannot be read or do not tell enough",
      "2:the command line is wrong"
    })
final class FitCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  private final InstantSource clock;

  @Mixin private CaptureOptions captures = new CaptureOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The new file, such as moderation-router-1.json.")
  private Path out = Path.of("");

  @Option(
      names = "--hold-out",
      paramLabel = "SHARE",
      converter = Percent.class,
      defaultValue = "30%",
      description = "The share of the requests to measure on (default: 30%%).")
  private double holdOut;

  @Option(
      names = "--letters",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Reads runs of 3 to N letters too, for writing without spaces such as Chinese; scoring"
              + " takes two to three times as long (default: 0, words alone).")
  private int letters;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Looks at so many comparisons at most (default: ${DEFAULT-VALUE}).")
  private int most;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the lots that deal requests out (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  FitCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    PrintWriter terminal = spec.commandLine().getOut();
    Selection selection = captures.selection(spec);
    FitSettings settings = settings();
    try {
      if (Files.exists(out)) {
        throw new FileAlreadyExistsException(
            out.toString(),
            null,
            "exists, and routers are never changed: give the new one the next number");
      }
      RouterFit fit =
          RouterFit.of(
              selection,
              settings,
              captures.labels(),
              clock.instant().truncatedTo(ChronoUnit.SECONDS));
      RouterFile.write(out, fit.trained());
      terminal.print(json ? FitJson.of(fit, out) : FitPage.of(fit, settings.goal(), out));
      terminal.flush();
      return 0;
    } catch (IOException | IllegalArgumentException | UnreadableCaptures failure) {
      spec.commandLine().getErr().println(FileTrouble.wording(failure));
      return FAILED;
    }
  }

  private FitSettings settings() {
    if (!(holdOut > 0 && holdOut < 1)) {
      throw wrong("--hold-out must be above 0% and below 100%, got " + holdOut);
    }
    try {
      return new FitSettings(
          captures.goal(),
          letters == 0 ? RequestReader.DEFAULT : RequestReader.DEFAULT.withLetters(letters),
          holdOut,
          seed,
          most);
    } catch (IllegalArgumentException outside) { // of the two that are left, which it names
      throw wrong("--" + outside.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
