package dev.understudy.trainer.evaluation.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;

/**
 * What came of a command.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it complained of
 */
record Ran(int status, String out, String err) {
  static Ran evaluate(String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new EvaluateCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err, true))
            .execute(options);
    return new Ran(status, out.toString(), err.toString());
  }

  JsonNode json() {
    try {
      return new JsonMapper().readTree(out);
    } catch (JsonProcessingException none) {
      throw new UncheckedIOException(none);
    }
  }
}
