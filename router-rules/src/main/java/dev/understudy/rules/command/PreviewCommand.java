package dev.understudy.rules.command;

import dev.understudy.rules.Rules;
import dev.understudy.rules.decision.Learned;
import dev.understudy.rules.preview.CaptureFiles;
import dev.understudy.rules.preview.Preview;
import dev.understudy.rules.preview.Previewing;
import dev.understudy.rules.preview.UnreadableCaptures;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code understudy rules preview}: what an edit would have done to real traffic. */
@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Plays captured requests through two files of rules and tells which of them the new one"
          + " moves, how much students would be asked, and what shadow calls would cost.",
      "Canary shares are those of the files."
    })
final class PreviewCommand implements Callable<Integer> {
  @Mixin private RulesOptions options = new RulesOptions();

  @Parameters(index = "0", paramLabel = "OLD", description = "The rules in force.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The rules to be.")
  private Path after = Path.of("");

  @Option(
      names = "--captures",
      required = true,
      paramLabel = "PLACE",
      description = "Where a gateway's captures are stored: a folder, or s3://bucket/prefix.")
  private String place = "";

  @Override
  public Integer call() {
    Rules oldRules = options.read(before);
    Rules newRules = options.read(after);
    if (oldRules == null || newRules == null) {
      return ExitStatus.PROBLEMS;
    }
    Learned oldLearned = options.learned(oldRules);
    Learned newLearned = options.learned(newRules);
    if (oldLearned == null || newLearned == null) {
      return ExitStatus.PROBLEMS;
    }
    try (CaptureFiles captures = options.captures(place)) {
      Preview preview = Previewing.of(oldRules, oldLearned, newRules, newLearned, captures);
      new PreviewPage(preview, newRules).print(options.out());
      return ExitStatus.FINE;
    } catch (UnreadableCaptures e) {
      options.err().println(e.getMessage());
      return ExitStatus.PROBLEMS;
    }
  }
}
