package dev.understudy.sink.upkeep.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.upkeep.Expiry;
import dev.understudy.sink.upkeep.Expiry.Expired;
import dev.understudy.sink.upkeep.Expiry.Part;
import dev.understudy.sink.upkeep.command.UpkeepOptions.Told;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code understudy captures expire}: deletes what is older than it is to be kept. */
@Command(
    name = "expire",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Deletes the files of hours that were over so long ago, and leaves a receipt in receipts/.",
      "Exits with 0 also where nothing was that old."
    })
public final class CapturesExpire implements Callable<Integer> {
  @Mixin private UpkeepOptions options = new UpkeepOptions();

  @Option(
      names = "--older-than",
      required = true,
      paramLabel = "SPAN",
      converter = Age.class,
      description = "How long rows are kept, such as 90d or 36h.")
  private Duration age = Duration.ZERO;

  @Mixin private TableChoice choice = new TableChoice();

  /** Runs the command; answers the status to exit with. */
  @Override
  public Integer call() {
    return options.run(this::expire);
  }

  private Told expire(Store store) throws IOException {
    Clock clock = Clock.systemUTC();
    Instant before = clock.instant().minus(age).truncatedTo(ChronoUnit.MILLIS);
    Expiry expiry = new Expiry(store, clock);
    return told(
        options.dryRun()
            ? expiry.look(choice.tables(), before)
            : expiry.run(choice.tables(), before));
  }

  private Told told(Expired expired) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dry_run", options.dryRun()).put("hours_before", expired.before().toString());
    ObjectNode tables = json.putObject("tables");
    List<String> lines = new ArrayList<>();
    for (Part part : expired.files()) {
      tables
          .putObject(part.table().word())
          .put("files", part.names().size())
          .put("bytes", part.bytes());
      lines.add(
          "%s: %s%,d files of %s"
              .formatted(
                  part.table().word(),
                  options.dryRun() ? "would delete " : "deleted ",
                  part.names().size(),
                  Size.text(part.bytes())));
    }
    if (lines.isEmpty()) {
      lines.add("nothing is of an hour that was over at " + expired.before());
    }
    if (expired.receipt() != null) {
      json.put("receipt", expired.receipt());
      lines.add("receipt: " + expired.receipt());
    }
    return new Told(lines, json);
  }
}
