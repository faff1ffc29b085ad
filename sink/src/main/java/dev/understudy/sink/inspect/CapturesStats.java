package dev.understudy.sink.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.sink.inspect.TextTable.Heading;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code understudy captures stats}: figures over the exchanges of one role, and by what sets them
 * apart.
 */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Counts exchanges, tokens, bytes and times: over all that clients got (role primary), and by"
          + " route, model, outcome and status. Other roles are counted apart; --role asks for one.",
      "With --json, one JSON object: files, file_bytes, all, role, route, model, outcome, status."
    })
final class CapturesStats implements Callable<Integer> {
  private static final String FIGURES =
      """
      count(*) AS exchanges,
      coalesce(sum(input_tokens), 0)::BIGINT AS input_tokens,
      coalesce(sum(output_tokens), 0)::BIGINT AS output_tokens,
      quantile_cont(first_byte_ms, 0.5) AS first_byte_ms_p50,
      quantile_cont(first_byte_ms, 0.95) AS first_byte_ms_p95,
      quantile_cont(duration_ms, 0.5) AS duration_ms_p50,
      quantile_cont(duration_ms, 0.95) AS duration_ms_p95,
      coalesce(sum(request_bytes), 0)::BIGINT AS request_bytes,
      coalesce(sum(response_bytes), 0)::BIGINT AS response_bytes,
      min(received_at) AS first_received_at,
      max(received_at) AS last_received_at""";

  /** What exchanges are told apart by, and how SQL says it. */
  private static final Map<String, String> DIMENSIONS = dimensions();

  @Mixin private CapturesOptions options = new CapturesOptions();
  @Mixin private Selection selection = new Selection();

  private static Map<String, String> dimensions() {
    Map<String, String> dimensions = new LinkedHashMap<>();
    dimensions.put("route", "route");
    dimensions.put("model", "coalesce(model_served, model_requested)");
    dimensions.put("outcome", "outcome");
    dimensions.put("status", "status");
    return dimensions;
  }

  @Override
  public Integer call() {
    return options.ask(selection.scope(), this::stats);
  }

  private int stats(CapturedExchanges captures) throws UnreadableCaptures {
    ObjectNode stats;
    int leftOut;
    do { // until all figures are of the same files
      leftOut = captures.leftOut().size();
      stats = figures(captures);
    } while (captures.leftOut().size() > leftOut);
    if (stats.path("role").isEmpty()) {
      return options.failed(ExitStatus.NOTHING, "no exchange matches");
    }
    if (options.json()) {
      options.out().println(stats);
    } else {
      print(stats);
    }
    return ExitStatus.FOUND;
  }

  private ObjectNode figures(CapturedExchanges captures) throws UnreadableCaptures {
    ObjectNode stats = JsonNodeFactory.instance.objectNode();
    stats.put("files", captures.files().sound().size());
    stats.put("file_bytes", captures.files().bytes());
    String everyRole = " FROM exchanges WHERE " + selection.condition();
    String from = everyRole + (selection.role() == null ? " AND role = 'primary'" : "");
    ObjectNode all = captures.rows("SELECT " + FIGURES + from, selection.parameters()).get(0);
    stats.set("all", all);
    ArrayNode roles = stats.putArray("role");
    captures.query(grouped("role", "role", everyRole), selection.parameters(), roles::add);
    if (roles.isEmpty()) {
      return stats;
    }
    for (Map.Entry<String, String> dimension : DIMENSIONS.entrySet()) {
      ArrayNode groups = stats.putArray(dimension.getKey());
      String sql = grouped(dimension.getValue(), dimension.getKey(), from);
      captures.query(sql, selection.parameters(), groups::add);
    }
    return stats;
  }

  private static String grouped(String expression, String name, String from) {
    return ("SELECT %s AS \"%s\", " + FIGURES + from + " GROUP BY 1 ORDER BY exchanges DESC, 1")
        .formatted(expression, name);
  }

  private void print(ObjectNode stats) {
    PrintWriter out = options.out();
    ObjectNode all = (ObjectNode) stats.path("all");
    ZoneId zone = ZoneId.systemDefault();
    out.printf(
        "%s exchanges from %s to %s%n",
        Figures.count(all.path("exchanges")),
        Figures.time(all.path("first_received_at"), zone),
        Figures.time(all.path("last_received_at"), zone));
    out.printf(
        "%s tokens in, %s out; bodies of %s in, %s out; %s files of %s%n",
        Figures.count(all.path("input_tokens")),
        Figures.count(all.path("output_tokens")),
        Figures.bytes(all.path("request_bytes").asLong()),
        Figures.bytes(all.path("response_bytes").asLong()),
        Figures.count(stats.path("files")),
        Figures.bytes(stats.path("file_bytes").asLong()));
    boolean onlyPrimary = stats.path("role").size() == 1 && all.path("exchanges").asLong() > 0;
    if (!onlyPrimary) {
      print(stats, "role");
    }
    DIMENSIONS.keySet().forEach(dimension -> print(stats, dimension));
  }

  private void print(ObjectNode stats, String dimension) {
    PrintWriter out = options.out();
    out.println();
    TextTable table = new TextTable(headings(dimension));
    stats.path(dimension).forEach(group -> table.add(cells((ObjectNode) group, dimension)));
    table.print(out, options.terminalColumns());
  }

  private static List<Heading> headings(String dimension) {
    return List.of(
        Heading.text(dimension),
        Heading.number("exchanges"),
        Heading.number("tokens in"),
        Heading.number("out"),
        Heading.number("first ms p50"),
        Heading.number("p95"),
        Heading.number("whole ms p50"),
        Heading.number("p95"),
        Heading.number("bytes in"),
        Heading.number("out"));
  }

  private static List<String> cells(ObjectNode group, String dimension) {
    return List.of(
        Figures.text(group.path(dimension)),
        Figures.count(group.path("exchanges")),
        Figures.count(group.path("input_tokens")),
        Figures.count(group.path("output_tokens")),
        Figures.millis(group.path("first_byte_ms_p50")),
        Figures.millis(group.path("first_byte_ms_p95")),
        Figures.millis(group.path("duration_ms_p50")),
        Figures.millis(group.path("duration_ms_p95")),
        Figures.bytes(group.path("request_bytes").asLong()),
        Figures.bytes(group.path("response_bytes").asLong()));
  }
}
