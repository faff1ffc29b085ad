package dev.understudy.sink.firehose.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.sink.firehose.command.Reconciliation.Standing;
import dev.understudy.sink.firehose.sent.SentLedger;
import dev.understudy.sink.firehose.sent.SentSegment;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.sink.store.place.StorePlaceReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy captures reconcile}: tells what was sent to Firehose and did not arrive. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares the ledgers of what gateways sent to Firehose with the files it delivered: JSON"
          + " lines, plain or gzipped, or Parquet.",
      "With --json, one JSON object: sent, arrived, missing, doubled, unknown, recent, hours,"
          + " problems."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all that was sent arrived; some of it perhaps more than once",
      "1:something is missing, nothing was sent, or a ledger cannot be read",
      "2:the command line is wrong"
    })
public final class ReconcileCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--sent",
      required = true,
      paramLabel = "DIR",
      description = "A gateway's folder of sent ids. May be given several times.")
  private List<Path> sent = List.of();

  @Option(
      names = "--arrived",
      required = true,
      paramLabel = "PLACE",
      converter = StorePlaceReader.class,
      description =
          "Where the delivery streams put their files: s3://bucket/prefix, or a folder with a copy.")
  private StorePlace arrived = StorePlace.parse("arrived");

  @Option(
      names = "--settled",
      paramLabel = "SPAN",
      converter = Span.class,
      description =
          "Leave out what was sent within that span, such as 20m: Firehose may still hold it.")
  private Duration settled = Duration.ZERO;

  @Option(
      names = "--ids",
      paramLabel = "N",
      description = "List so many ids of each table and hour (default 10).")
  private int ids = 10;

  @Option(names = "--json", description = "Print JSON for scripts.")
  private boolean json;

  private final Reconciliation reconciliation = new Reconciliation();
  private long segments;
  private long recent;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      readLedgers();
      if (segments == 0) {
        err.println("nothing was sent: no file of sent ids to compare with");
        return 1;
      }
      List<String> problems = readArrived();
      List<Standing> standings = reconciliation.standings(Math.max(0, ids));
      if (json) {
        spec.commandLine().getOut().println(toJson(standings, problems));
      } else {
        problems.forEach(err::println);
        print(standings);
      }
      return sum(standings, Standing::missing) == 0 ? 0 : 1;
    } catch (IOException | UncheckedIOException e) {
      err.println(e.getMessage());
      return 1;
    } finally {
      err.flush();
      spec.commandLine().getOut().flush();
    }
  }

  private void readLedgers() throws IOException {
    Instant before = Instant.now().minus(settled);
    for (Path folder : sent) {
      if (!Files.isDirectory(folder)) {
        throw new IOException(folder + ": there is no such folder; expected one with sent ids");
      }
      for (Path file : new SentLedger(folder).files()) {
        SentSegment segment = SentLedger.read(file);
        if (segment.sentAt().isAfter(before)) {
          recent++;
        } else {
          segments++;
          reconciliation.sent(segment);
        }
      }
    }
  }

  private List<String> readArrived() throws IOException {
    if (arrived instanceof StorePlace.Folder local && !Files.isDirectory(local.folder())) {
      throw new IOException(
          arrived + ": there is no such folder; expected one that delivery streams put files into");
    }
    try (Store store = arrived.openForReading()) {
      ArrivedRecords records = new ArrivedRecords(store);
      records.read(reconciliation::arrived);
      return records.problems();
    }
  }

  private static long sum(List<Standing> standings, ToLongFunction<Standing> figure) {
    return standings.stream().mapToLong(figure).sum();
  }

  private void print(List<Standing> standings) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%-12s %-13s %12s %12s %10s %10s%n",
        "table", "hour", "sent", "arrived", "missing", "doubled");
    for (Standing each : standings) {
      out.printf(
          Locale.ROOT,
          "%-12s %-13s %,12d %,12d %,10d %,10d%n",
          each.where().table().word(),
          each.where().hour(),
          each.sent(),
          each.arrived(),
          each.missing(),
          each.doubled());
    }
    list("missing", standings, Standing::missing, Standing::firstMissing);
    list("doubled", standings, Standing::doubled, Standing::firstDoubled);
    count("%,d records arrived that no ledger here knows%n", reconciliation.unknown());
    count("%,d segments were sent too recently to be looked for%n", recent);
    long missing = sum(standings, Standing::missing);
    long all = sum(standings, Standing::sent);
    out.printf(
        Locale.ROOT,
        missing == 0 ? "all %2$,d records arrived%n" : "%1$,d of %2$,d records are missing%n",
        missing,
        all);
  }

  private void count(String line, long count) {
    if (count > 0) {
      spec.commandLine().getOut().printf(Locale.ROOT, line, count);
    }
  }

  private void list(
      String word,
      List<Standing> standings,
      ToLongFunction<Standing> count,
      Function<Standing, List<String>> first) {
    PrintWriter out = spec.commandLine().getOut();
    for (Standing each : standings) {
      List<String> listed = first.apply(each);
      listed.forEach(id -> out.println(word + " " + each.where().table().word() + " " + id));
      long more = count.applyAsLong(each) - listed.size();
      if (more > 0) {
        out.printf(
            Locale.ROOT,
            "%s %s and %,d more of hour %s%n",
            word,
            each.where().table().word(),
            more,
            each.where().hour());
      }
    }
  }

  private ObjectNode toJson(List<Standing> standings, List<String> problems) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("sent", sum(standings, Standing::sent));
    all.put("arrived", sum(standings, Standing::arrived));
    all.put("missing", sum(standings, Standing::missing));
    all.put("doubled", sum(standings, Standing::doubled));
    all.put("unknown", reconciliation.unknown());
    all.put("recent", recent);
    ArrayNode hours = all.putArray("hours");
    for (Standing each : standings) {
      ObjectNode hour = hours.addObject();
      hour.put("table", each.where().table().word());
      hour.put("hour", each.where().hour());
      hour.put("sent", each.sent());
      hour.put("arrived", each.arrived());
      hour.put("missing", each.missing());
      hour.put("doubled", each.doubled());
      each.firstMissing().forEach(hour.putArray("missing_ids")::add);
      each.firstDoubled().forEach(hour.putArray("doubled_ids")::add);
    }
    problems.forEach(all.putArray("problems")::add);
    return all;
  }
}
