package dev.understudy.sink.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.sink.inspect.TextTable.Heading;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code understudy captures list}: the latest exchanges, a line each. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists exchanges, the newest first. Ids are shown by their last eight characters, which"
          + " 'show' understands.",
      "With --json, one JSON object per line, named as the table's columns."
    })
final class CapturesList implements Callable<Integer> {
  private static final int SHORT_ID = 8;
  private static final int TEXT_COLUMNS = 50;

  @Mixin private CapturesOptions options = new CapturesOptions();
  @Mixin private Selection selection = new Selection();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "At most so many; 0 for all (default: ${DEFAULT-VALUE}).")
  private long limit;

  @Option(names = "--no-text", description = "Leave out what was answered.")
  private boolean noText;

  @Override
  public Integer call() {
    return options.ask(selection.scope(), this::list);
  }

  private int list(CapturedExchanges captures) throws UnreadableCaptures {
    String text = noText ? "" : ", output, tool_calls";
    String sql =
        "SELECT received_at, request_id, exchange_id, role, route, upstream, model_requested,"
            + " model_served, status, outcome, input_tokens, output_tokens, first_byte_ms,"
            + " duration_ms"
            + text
            + " FROM exchanges WHERE "
            + selection.condition()
            + " ORDER BY received_at DESC, exchange_id DESC"
            + (limit > 0 ? " LIMIT " + limit : "");
    List<ObjectNode> rows = captures.rows(sql, selection.parameters());
    if (rows.isEmpty()) {
      return options.failed(ExitStatus.NOTHING, "no exchange matches");
    }
    PrintWriter out = options.out();
    if (options.json()) {
      rows.forEach(out::println);
    } else {
      table(rows).print(out, options.terminalColumns());
    }
    return ExitStatus.FOUND;
  }

  private TextTable table(List<ObjectNode> rows) {
    boolean withRole = rows.stream().anyMatch(row -> !row.path("role").asText().equals("primary"));
    TextTable table = new TextTable(headings(withRole));
    rows.forEach(row -> table.add(cells(row, withRole)));
    return table;
  }

  private List<Heading> headings(boolean withRole) {
    List<Heading> headings = new ArrayList<>();
    headings.add(Heading.number("time"));
    headings.add(Heading.number("id"));
    if (withRole) {
      headings.add(Heading.text("role"));
    }
    for (String name : List.of("route", "upstream", "model")) {
      headings.add(Heading.text(name));
    }
    headings.add(Heading.number("status"));
    headings.add(Heading.text("outcome"));
    for (String name : List.of("in", "out", "first ms", "whole ms")) {
      headings.add(Heading.number(name));
    }
    if (!noText) {
      headings.add(Heading.text("answer"));
    }
    return headings;
  }

  private List<String> cells(ObjectNode row, boolean withRole) {
    List<String> cells = new ArrayList<>();
    cells.add(Figures.time(row.path("received_at"), ZoneId.systemDefault()));
    String id = row.path("exchange_id").asText();
    cells.add(id.substring(Math.max(0, id.length() - SHORT_ID)));
    if (withRole) {
      cells.add(Figures.text(row.path("role")));
    }
    cells.add(Figures.text(row.path("route")));
    cells.add(Figures.text(row.path("upstream")));
    String served = row.path("model_served").isNull() ? "model_requested" : "model_served";
    cells.add(Figures.text(row.path(served)));
    cells.add(Figures.text(row.path("status")));
    cells.add(Figures.text(row.path("outcome")));
    cells.add(Figures.count(row.path("input_tokens")));
    cells.add(Figures.count(row.path("output_tokens")));
    cells.add(Figures.millis(row.path("first_byte_ms")));
    cells.add(Figures.millis(row.path("duration_ms")));
    if (!noText) {
      String said = row.path("output").asText("");
      String text = said.isEmpty() ? row.path("tool_calls").asText("") : said;
      cells.add(TextWidth.cut(TextWidth.oneLine(text), TEXT_COLUMNS));
    }
    return cells;
  }
}
