package dev.understudy.sink.firehose.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.sink.inspect.CapturesCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What {@code understudy captures reconcile} said, and with what it ended. */
public record ReconcileRun(int status, String out, String err) {
  /** Compares, with JSON and all ids. */
  public static ReconcileRun of(Path sent, Path arrived) {
    return run(
        "--sent", sent.toString(), "--arrived", arrived.toString(), "--json", "--ids", "100000");
  }

  static ReconcileRun run(String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("reconcile"));
    arguments.addAll(List.of(options));
    int status =
        new CommandLine(new CapturesCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    return new ReconcileRun(status, out.toString(), err.toString());
  }

  public JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out);
  }

  /** The ids listed under that name, of all hours. */
  public List<String> ids(String list) throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode hour : json().path("hours")) {
      hour.path(list).forEach(each -> ids.add(each.asText()));
    }
    return ids;
  }
}
