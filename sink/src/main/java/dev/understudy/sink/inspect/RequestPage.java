package dev.understudy.sink.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Locale;

/** What was compared and said of one request, as a page to read. */
final class RequestPage {
  private final PrintWriter out;

  RequestPage(PrintWriter out) {
    this.out = out;
  }

  /** A row of comparisons. */
  void comparison(ObjectNode row) {
    boolean echo = row.path("echo").asBoolean();
    fact(
        "compared",
        Figures.exactTime(row.path("compared_at"), ZoneId.systemDefault())
            + ", "
            + (echo ? "the teacher with itself" : Figures.text(row.path("student"))));
    fact(
        "verdict",
        String.format(
            Locale.ROOT,
            "%s, score %.2f by %s",
            Figures.text(row.path("verdict")),
            row.path("score").asDouble(),
            Figures.text(row.path("comparator"))));
    fact("remarks", NestedJson.words(row.path("remarks")));
    fact(
        "slower by",
        "%s ms, first byte %s ms"
            .formatted(
                Figures.millis(row.path("duration_delta_ms")),
                Figures.millis(row.path("first_byte_delta_ms"))));
    row.path("differences").forEach(each -> fact("differs", NestedJson.difference(each)));
    out.println();
  }

  /** A row of feedback. */
  void feedback(ObjectNode row) {
    fact("feedback", Figures.exactTime(row.path("given_at"), ZoneId.systemDefault()));
    optional("by", row.path("annotator"));
    optional("score", row.path("score"));
    optional("label", row.path("label"));
    optional("correction", row.path("correction"));
    optional("comment", row.path("comment"));
    out.println();
  }

  private void optional(String name, JsonNode value) {
    if (!value.isNull() && !value.isMissingNode()) {
      fact(name, value.asText());
    }
  }

  private void fact(String name, String value) {
    out.printf("%-12s %s%n", name, TextWidth.oneLine(value));
  }
}
