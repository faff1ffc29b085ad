package dev.understudy.sink.upkeep.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.upkeep.Compaction;
import dev.understudy.sink.upkeep.Compaction.Merged;
import dev.understudy.sink.upkeep.command.UpkeepOptions.Told;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code understudy captures compact}: merges small files into large ones. */
@Command(
    name = "compact",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Merges the small files of an hour into large ones. Commands of this program find each row"
          + " once at every moment; other readers may find rows twice while it runs.",
      "Exits with 0 also where nothing was to be merged."
    })
public final class CapturesCompact implements Callable<Integer> {
  @Mixin private UpkeepOptions options = new UpkeepOptions();

  @Option(
      names = "--older-than",
      paramLabel = "SPAN",
      defaultValue = "2h",
      converter = Age.class,
      description = "Only hours that were over so long ago (default: ${DEFAULT-VALUE}).")
  private Duration age = Duration.ZERO;

  @Option(
      names = "--target",
      paramLabel = "SIZE",
      defaultValue = "256MiB",
      converter = Size.class,
      description =
          "How large files are to become; those of at least half that stay"
              + " (default: ${DEFAULT-VALUE}).")
  private long targetBytes;

  @Mixin private TableChoice choice = new TableChoice();

  /** Runs the command; answers the status to exit with. */
  @Override
  public Integer call() {
    return options.run(this::compact);
  }

  private Told compact(Store store) throws IOException {
    Clock clock = Clock.systemUTC();
    Instant before = clock.instant().minus(age);
    Compaction compaction = new Compaction(store, clock, options::note);
    return told(
        options.dryRun()
            ? compaction.look(choice.tables(), before, targetBytes)
            : compaction.run(choice.tables(), before, targetBytes));
  }

  private Told told(List<Merged> merged) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dry_run", options.dryRun());
    var all = json.putArray("merged");
    List<String> lines = new ArrayList<>();
    long files = 0;
    long before = 0;
    long after = 0;
    for (Merged each : merged) {
      files += each.files();
      before += each.bytesBefore();
      after += each.bytesAfter();
      ObjectNode one = all.addObject();
      one.put("folder", each.folder()).put("files", each.files());
      one.put("bytes_before", each.bytesBefore());
      if (!each.into().isEmpty()) {
        one.put("into", each.into()).put("bytes_after", each.bytesAfter());
      }
      lines.add(
          "%s: %,d files of %s"
              .formatted(each.folder(), each.files(), Size.text(each.bytesBefore())));
    }
    lines.add(sum(merged.size(), files, before, after));
    return new Told(lines, json);
  }

  private String sum(int merged, long files, long before, long after) {
    if (merged == 0) {
      return "nothing to merge";
    }
    return options.dryRun()
        ? "would merge %,d files of %s into %,d".formatted(files, Size.text(before), merged)
        : "merged %,d files of %s into %,d of %s"
            .formatted(files, Size.text(before), merged, Size.text(after));
  }
}
