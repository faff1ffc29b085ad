package dev.understudy.sink.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.Verdict;
import dev.understudy.sink.inspect.TextTable.Heading;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code understudy captures comparisons}: the latest comparisons, a line each. */
@Command(
    name = "comparisons",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists comparisons of students' answers with the teacher's, the newest first. Requests are"
          + " shown by the last eight characters of their id, which 'show' understands.",
      "With --json, one JSON object per line, named as the table's columns."
    })
final class CapturesComparisons implements Callable<Integer> {
  private static final int SHORT_ID = 8;
  private static final int TEXT_COLUMNS = 60;

  @Mixin private CapturesOptions options = new CapturesOptions();

  @Option(names = "--route", paramLabel = "NAME", description = "Only comparisons of this route.")
  private @Nullable String route;

  @Option(
      names = "--verdict",
      paramLabel = "WORD",
      converter = VerdictReader.class,
      description = "Only those that came to same, different or incomparable.")
  private @Nullable Verdict verdict;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      converter = Selection.Since.class,
      description = "Only what was compared since then: a span such as 2h, or a time.")
  private @Nullable Instant since;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many; 0 for all (default: ${DEFAULT-VALUE}).")
  private long limit;

  @Option(names = "--no-text", description = "Leave out the values that differ.")
  private boolean noText;

  @Override
  public Integer call() {
    return options.ask(Scope.since(Table.COMPARISONS, since), this::list);
  }

  private int list(CapturedExchanges captures) throws UnreadableCaptures {
    List<Object> parameters = new ArrayList<>();
    String sql =
        "SELECT * FROM comparisons WHERE "
            + condition(parameters)
            + " ORDER BY compared_at DESC, request_id DESC"
            + (limit > 0 ? " LIMIT " + limit : "");
    List<ObjectNode> rows = captures.rows(sql, parameters);
    if (rows.isEmpty()) {
      return options.failed(ExitStatus.NOTHING, "no comparison matches");
    }
    rows.forEach(row -> NestedJson.unfoldComparison(row, noText));
    PrintWriter out = options.out();
    if (options.json()) {
      rows.forEach(out::println);
    } else {
      table(rows).print(out, options.terminalColumns());
    }
    return ExitStatus.FOUND;
  }

  private String condition(List<Object> parameters) {
    List<String> all = new ArrayList<>(List.of("true"));
    if (route != null) {
      all.add("route = ?");
      parameters.add(route);
    }
    if (verdict != null) {
      all.add("verdict = ?");
      parameters.add(verdict.word());
    }
    if (since != null) {
      all.add("compared_at >= to_timestamp(?)");
      parameters.add(since.toEpochMilli() / 1000.0);
    }
    return String.join(" AND ", all);
  }

  private static TextTable table(List<ObjectNode> rows) {
    TextTable table =
        new TextTable(
            List.of(
                Heading.number("time"),
                Heading.number("request"),
                Heading.text("route"),
                Heading.text("student"),
                Heading.text("verdict"),
                Heading.number("score"),
                Heading.text("remarks"),
                Heading.text("differences")));
    rows.forEach(row -> table.add(cells(row)));
    return table;
  }

  private static List<String> cells(ObjectNode row) {
    String id = row.path("request_id").asText();
    return List.of(
        Figures.time(row.path("compared_at"), ZoneId.systemDefault()),
        id.substring(Math.max(0, id.length() - SHORT_ID)),
        Figures.text(row.path("route")),
        Figures.text(row.path("student")) + (row.path("echo").asBoolean() ? " (echo)" : ""),
        Figures.text(row.path("verdict")),
        String.format(Locale.ROOT, "%.2f", row.path("score").asDouble()),
        NestedJson.words(row.path("remarks")),
        TextWidth.cut(TextWidth.oneLine(differences(row.path("differences"))), TEXT_COLUMNS));
  }

  private static String differences(JsonNode differences) {
    List<String> all = new ArrayList<>();
    differences.forEach(each -> all.add(NestedJson.difference(each)));
    return all.stream().collect(Collectors.joining("; "));
  }

  /** Reads a verdict's word. */
  static final class VerdictReader implements ITypeConverter<Verdict> {
    @Override
    public Verdict convert(String value) {
      for (Verdict verdict : Verdict.values()) {
        if (verdict.word().equals(value)) {
          return verdict;
        }
      }
      throw new TypeConversionException(
          "expected same, different or incomparable, found '" + value + "'");
    }
  }
}
