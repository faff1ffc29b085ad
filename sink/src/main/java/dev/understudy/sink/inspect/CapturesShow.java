package dev.understudy.sink.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code understudy captures show}: everything known about one exchange or one request. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows one exchange whole, and what was compared and said of its request. A request's id"
          + " shows all exchanges that the request caused.",
      "With --json, one JSON object per row and line, named as the table's columns; columns that"
          + " hold JSON are JSON there, and 'table' says exchanges, comparisons or feedback."
    })
final class CapturesShow implements Callable<Integer> {
  private static final int SHORTEST = 4;
  private static final int CANDIDATES = 10;

  /** Columns whose text is JSON. */
  private static final List<String> NESTED =
      List.of(
          "tags",
          "messages",
          "choices",
          "tool_calls",
          "logprobs",
          "request_headers",
          "response_headers");

  /** Columns that hold what was said. */
  private static final List<String> TEXTS =
      List.of(
          "messages",
          "input",
          "output",
          "choices",
          "tool_calls",
          "logprobs",
          "request_body",
          "response_body");

  @Mixin private CapturesOptions options = new CapturesOptions();

  @Parameters(
      index = "1",
      paramLabel = "ID",
      description =
          "An exchange's or a request's id (x-understudy-request-id), its beginning or its end; at"
              + " least four characters.")
  private String id = "";

  @Option(names = "--no-text", description = "Leave out what was asked and answered.")
  private boolean noText;

  @Option(names = "--bodies", description = "Print the raw bodies too.")
  private boolean bodies;

  @Override
  public Integer call() {
    String wanted = id.toLowerCase(Locale.ROOT);
    if (!wanted.matches("[0-9a-f-]{" + SHORTEST + ",36}")) {
      return options.failed(
          ExitStatus.USAGE,
          "expected at least four characters of an id such as 7c3e91aa, found '"
              + TextWidth.oneLine(id)
              + "'");
    }
    return options.ask(Scope.request(wanted), captures -> show(captures, wanted));
  }

  private int show(CapturedExchanges captures, String wanted) throws UnreadableCaptures {
    String matching =
        "FROM exchanges WHERE starts_with(exchange_id, ?) OR ends_with(exchange_id, ?)"
            + " OR starts_with(request_id, ?) OR ends_with(request_id, ?)"
            + " ORDER BY received_at, exchange_id";
    List<String> parameters = List.of(wanted, wanted, wanted, wanted);
    List<ObjectNode> found =
        captures.rows("SELECT request_id, exchange_id, received_at " + matching, parameters);
    long requests = found.stream().map(row -> row.path("request_id").asText()).distinct().count();
    if (found.isEmpty()) {
      return options.failed(ExitStatus.NOTHING, "no exchange with an id like " + wanted);
    }
    if (requests > 1) {
      return ambiguous(wanted, found);
    }
    for (ObjectNode row :
        captures.rows("SELECT 'exchanges' AS \"table\", * " + matching, parameters)) {
      print(row);
    }
    showBeside(captures, found.get(0).path("request_id").asText());
    return ExitStatus.FOUND;
  }

  private void showBeside(CapturedExchanges captures, String request) throws UnreadableCaptures {
    RequestPage page = new RequestPage(options.out());
    for (ObjectNode row :
        captures.rows(
            "SELECT 'comparisons' AS \"table\", * FROM comparisons WHERE request_id = ?"
                + " ORDER BY compared_at",
            List.of(request))) {
      NestedJson.unfoldComparison(row, noText);
      if (options.json()) {
        options.out().println(row);
      } else {
        page.comparison(row);
      }
    }
    for (ObjectNode row :
        captures.rows(
            "SELECT 'feedback' AS \"table\", * FROM feedback WHERE request_id = ?"
                + " ORDER BY given_at",
            List.of(request))) {
      if (noText) {
        row.remove(List.of("correction", "comment"));
      }
      if (options.json()) {
        options.out().println(row);
      } else {
        page.feedback(row);
      }
    }
  }

  private int ambiguous(String wanted, List<ObjectNode> found) {
    StringBuilder message = new StringBuilder();
    message.append("%,d exchanges have an id like %s:".formatted(found.size(), wanted));
    found.stream()
        .limit(CANDIDATES)
        .forEach(
            row ->
                message
                    .append("\n  ")
                    .append(row.path("exchange_id").asText())
                    .append("  ")
                    .append(row.path("received_at").asText()));
    if (found.size() > CANDIDATES) {
      message.append("\n  and %,d more".formatted(found.size() - CANDIDATES));
    }
    return options.failed(ExitStatus.USAGE, message.toString());
  }

  private void print(ObjectNode row) {
    if (noText) {
      row.remove(TEXTS);
    }
    NestedJson.unfold(row, NESTED);
    if (options.json()) {
      options.out().println(row);
    } else {
      new ExchangePage(row, options.out()).print(bodies && !noText);
    }
  }
}
