package dev.understudy.sink.upkeep.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Table;
import dev.understudy.sink.redaction.PseudonymKey;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.upkeep.Erasure;
import dev.understudy.sink.upkeep.Erasure.Erased;
import dev.understudy.sink.upkeep.Subjects;
import dev.understudy.sink.upkeep.command.UpkeepOptions.Told;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code understudy captures erase}: deletes the rows of somebody who wants to be forgotten. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Deletes the exchanges of users, and all that was compared and said of their requests, and"
          + " leaves a receipt in receipts/ which does not tell who they are.",
      "Exits with 0 when a look through every file finds no such row any more.",
      Erasure.NOT_COVERED
    })
public final class CapturesErase implements Callable<Integer> {
  @Mixin private UpkeepOptions options = new UpkeepOptions();

  @Option(
      names = "--user",
      paramLabel = "ID",
      description = "The user's id as applications send it (x-user-id); may be repeated.")
  private List<String> users = List.of();

  @Option(
      names = "--user-file",
      paramLabel = "FILE",
      description =
          "A file with such ids, one a line, so that they stay out of the shell's history.")
  private @Nullable Path userFile;

  @Option(
      names = "--pseudonym",
      paramLabel = "ID",
      description = "What stands in the column user_pseudonym; may be repeated.")
  private List<String> asStored = List.of();

  @Option(
      names = "--pseudonyms",
      paramLabel = "SOURCE",
      description =
          "Where the key of pseudonyms lies that gateways have (capture.pseudonyms): env:NAME or"
              + " file:PATH; may be repeated. Users are then also looked for under their"
              + " pseudonyms.")
  private List<String> keys = List.of();

  @Option(
      names = "--request",
      paramLabel = "ID",
      description = "The id of one request (x-understudy-request-id); may be repeated.")
  private List<String> requests = List.of();

  /** Runs the command; answers the status to exit with. */
  @Override
  public Integer call() {
    if (users.isEmpty() && userFile == null && asStored.isEmpty() && requests.isEmpty()) {
      throw options.wrong("expected --user, --user-file, --pseudonym or --request, found none");
    }
    for (String request : requests) {
      if (!request.toLowerCase(Locale.ROOT).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
        throw options.wrong("expected a whole request id, found '" + request + "'");
      }
    }
    Set<String> ids = ids();
    if (ids.isEmpty() && requests.isEmpty()) {
      throw options.wrong("expected an id a line in " + userFile + ", found none");
    }
    return options.run(store -> erase(store, new Subjects(ids, Set.copyOf(requests))));
  }

  private Told erase(Store store, Subjects subjects) throws IOException {
    Erasure erasure = new Erasure(store, Clock.systemUTC(), options::note);
    return told(options.dryRun() ? erasure.look(subjects) : erasure.run(subjects));
  }

  private Set<String> ids() {
    List<String> sent = new ArrayList<>(users);
    if (userFile != null) {
      try {
        sent.addAll(Files.readAllLines(userFile).stream().filter(id -> !id.isBlank()).toList());
      } catch (IOException e) {
        throw options.wrong(
            "expected a text file of ids, cannot read %s (%s)"
                .formatted(userFile, e.getClass().getSimpleName()));
      }
    }
    Set<String> ids = new LinkedHashSet<>(asStored);
    ids.addAll(sent);
    for (String source : keys) {
      PseudonymKey key = key(source);
      sent.forEach(id -> ids.add(key.pseudonym(id)));
    }
    return ids;
  }

  private PseudonymKey key(String source) {
    String text = null;
    if (source.startsWith("env:")) {
      text = System.getenv(source.substring("env:".length()));
    } else if (source.startsWith("file:")) {
      try {
        text = Files.readString(Path.of(source.substring("file:".length())));
      } catch (IOException e) {
        throw options.wrong(
            "expected the file of a key, cannot read that of --pseudonyms (%s)"
                .formatted(e.getClass().getSimpleName()));
      }
    }
    if (text == null) { // whatever stands there may be the key itself: it is not repeated
      throw options.wrong("expected env:NAME or file:PATH of a key after --pseudonyms");
    }
    try {
      return PseudonymKey.of(text.strip().getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException tooShort) {
      throw options.wrong(String.valueOf(tooShort.getMessage()));
    }
  }

  private Told told(Erased erased) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dry_run", options.dryRun());
    ObjectNode rows = json.putObject("rows");
    List<String> lines = new ArrayList<>();
    for (Table table : Table.values()) {
      long count = erased.rows().getOrDefault(table, 0L);
      rows.put(table.word(), count);
      lines.add(
          "%s: %s%,d rows"
              .formatted(table.word(), options.dryRun() ? "would erase " : "erased ", count));
    }
    json.put("files", erased.files().size());
    if (erased.receipt() != null) {
      json.put("receipt", erased.receipt());
      lines.add("receipt: " + erased.receipt());
      lines.add(Erasure.NOT_COVERED);
    }
    return new Told(lines, json);
  }
}
