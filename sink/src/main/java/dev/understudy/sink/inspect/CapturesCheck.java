package dev.understudy.sink.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Table;
import dev.understudy.sink.inspect.Counterparts.Span;
import dev.understudy.sink.inspect.TextTable.Heading;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.table.Hours;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code understudy captures check}: whether what was stored is all there, and there once. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks the stored tables by what they tell of themselves: each file's footer is read, and"
          + " tells as many rows as the file was written with, but for those erased, through all"
          + " merging; by the columns of keys no row is there twice, and of every comparison both"
          + " exchanges are there. No other column is read: not what was said, so damage there is"
          + " not found.",
      "Exchanges are not looked for of requests of the last ten minutes, which may be on their way,"
          + " nor of the first hour there is, as the hour before may have expired; where that leaves"
          + " none, this is said.",
      "What never reached the store, and files deleted whole, it cannot know of: gateways count"
          + " drops (/captures on the admin port). A dropped exchange whose comparison was stored"
          + " looks like a missing one.",
      "With --json, one JSON object: tables, paired_from, paired_until, unrecorded_comparisons,"
          + " unknown_feedback, missing. paired_from and paired_until are both null where no"
          + " comparison is old enough; paired_from alone where all before are."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing is missing of what was looked at",
      "1:something is, or there is no exchange, or the store cannot be read",
      "2:the command line is wrong"
    })
final class CapturesCheck implements Callable<Integer> {
  @Mixin private CapturesOptions options = new CapturesOptions();

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      converter = Selection.Since.class,
      description =
          "Only the hours since then: a span such as 2h or 1d, or a time such as"
              + " 2026-01-31T07:15.")
  private @Nullable Instant since;

  private final Clock clock;

  /** A check as of now. */
  CapturesCheck() {
    this(Clock.systemUTC());
  }

  /** A check as of the time that a clock tells. */
  CapturesCheck(Clock clock) {
    this.clock = clock;
  }

  /** What was found of one table. */
  private record Found(TableBooks books, long twice) {}

  @Override
  public Integer call() {
    return options.askOfStore(scope(), this::check);
  }

  /** The same of a store that is open. */
  int check(Store store) throws UnreadableCaptures, IOException {
    try (CapturedExchanges captures = CapturedExchanges.open(store, scope(), note -> {})) {
      return check(store, captures);
    } finally {
      options.out().flush();
    }
  }

  private Scope scope() {
    Map<Table, Hours> hours = new EnumMap<>(Table.class);
    for (Table table : Table.values()) {
      hours.put(table, Hours.since(since));
    }
    return new Scope(hours);
  }

  private int check(Store store, CapturedExchanges captures)
      throws UnreadableCaptures, IOException {
    Instant now = clock.instant(); // before anything is looked at
    List<Found> tables = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (Table table : Table.values()) {
      Found found =
          new Found(TableBooks.of(store, table, Hours.since(since)), twice(captures, table));
      tables.add(found);
      missing.addAll(found.books().missing().values());
      told.addAll(found.books().missing().keySet());
      if (found.twice() > 0) {
        missing.add("%s: %,d rows are there more than once".formatted(table.word(), found.twice()));
      }
    }
    boolean none =
        tables.stream()
            .map(Found::books)
            .noneMatch(books -> books.table() == Table.EXCHANGES && books.rows() > 0);
    if (none) {
      missing.add("exchanges: there is none" + (since == null ? "" : " since " + since));
    }
    Span span = Span.of(since, oldestHour(tables), now).orElse(null);
    Counterparts counterparts =
        span == null ? Counterparts.NONE : counterparts(store, captures, span);
    missing.addAll(counterparts.missing());
    long unknown = unknownFeedback(captures);
    missing.addAll(captures.damagedBut(told));
    tell(tables, span, counterparts.unrecorded(), unknown, missing);
    return missing.isEmpty() ? ExitStatus.FOUND : ExitStatus.NOTHING;
  }

  private static @Nullable Instant oldestHour(List<Found> tables) {
    return tables.stream()
        .map(Found::books)
        .filter(books -> books.table() == Table.EXCHANGES)
        .flatMap(books -> Stream.ofNullable(books.oldestHour()))
        .findFirst()
        .orElse(null);
  }

  private Counterparts counterparts(Store store, CapturedExchanges captures, Span span)
      throws UnreadableCaptures {
    Counterparts first = Counterparts.of(captures, span);
    if (first.missing().isEmpty()) {
      return first;
    }
    try (CapturedExchanges anew = CapturedExchanges.open(store, scope(), note -> {})) {
      return first.confirmedBy(Counterparts.of(anew, span));
    }
  }

  private long twice(CapturedExchanges captures, Table table) throws UnreadableCaptures {
    String key =
        switch (table) {
          case EXCHANGES -> "exchange_id";
          case COMPARISONS -> "request_id, student, echo, compared_at";
          case FEEDBACK -> "request_id, given_at, instance"; // two may take back one judgement
        };
    return one(
        captures,
        "SELECT coalesce(sum(rows - 1), 0)::BIGINT AS count FROM (SELECT count(*) AS rows FROM "
            + table.word()
            + " WHERE request_id >= ? GROUP BY "
            + key
            + " HAVING rows > 1)");
  }

  private long unknownFeedback(CapturedExchanges captures) throws UnreadableCaptures {
    return one(
        captures,
        "SELECT count(*) AS count FROM feedback WHERE request_id >= ? AND request_id NOT IN"
            + " (SELECT request_id FROM exchanges)");
  }

  private long one(CapturedExchanges captures, String sql) throws UnreadableCaptures {
    return captures.rows(sql, List.of(Counterparts.firstId(since))).get(0).path("count").asLong();
  }

  private void tell(
      List<Found> tables,
      @Nullable Span span,
      long unrecorded,
      long unknown,
      List<String> missing) {
    if (options.json()) {
      options.out().println(json(tables, span, unrecorded, unknown, missing));
      return;
    }
    PrintWriter out = options.out();
    TextTable table =
        new TextTable(
            List.of(
                Heading.text("table"),
                Heading.number("files"),
                Heading.number("rows"),
                Heading.number("erased"),
                Heading.number("twice")));
    for (Found found : tables) {
      TableBooks books = found.books();
      table.add(
          List.of(
              books.table().word(),
              "%,d".formatted(books.files()),
              "%,d".formatted(books.rows()),
              "%,d".formatted(books.erased()),
              "%,d".formatted(found.twice())));
    }
    table.print(out, options.terminalColumns());
    out.println(lookedAt(span));
    if (unrecorded > 0) {
      out.printf("%,d comparisons are of requests that were not recorded%n", unrecorded);
    }
    if (unknown > 0) {
      out.printf(
          "%,d rows of feedback are on requests that are not among the exchanges%n", unknown);
    }
    missing.forEach(line -> out.println("missing: " + line));
    if (missing.isEmpty()) {
      out.println(span == null ? "no row is missing" : "nothing is missing");
    }
  }

  private static String lookedAt(@Nullable Span span) {
    return span == null
        ? "no comparison is old enough to be looked at yet"
        : "exchanges were looked for of comparisons of requests %suntil %s"
            .formatted(span.from() == null ? "" : "from " + span.from() + " ", span.until());
  }

  private static ObjectNode json(
      List<Found> tables,
      @Nullable Span span,
      long unrecorded,
      long unknown,
      List<String> missing) {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    ArrayNode list = told.putArray("tables");
    for (Found found : tables) {
      list.addObject()
          .put("table", found.books().table().word())
          .put("files", found.books().files())
          .put("rows", found.books().rows())
          .put("erased", found.books().erased())
          .put("twice", found.twice());
    }
    told.put("paired_from", span == null || span.from() == null ? null : span.from().toString())
        .put("paired_until", span == null ? null : span.until().toString());
    told.put("unrecorded_comparisons", unrecorded).put("unknown_feedback", unknown);
    ArrayNode lines = told.putArray("missing");
    missing.forEach(lines::add);
    return told;
  }
}
