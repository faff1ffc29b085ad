package dev.understudy.sink.parquet;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Entry;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of comparisons.
 *
 * @param comparison what it tells of
 */
public record ComparisonRow(Comparison comparison) implements TableRow {
  public ComparisonRow {
    Objects.requireNonNull(comparison, "comparison");
  }

  @Override
  public Entry entry() {
    return comparison;
  }

  @Override
  public void write(Columns out) {
    out.begin();
    out.text("request_id", comparison.requestId().toString());
    out.number("compared_at", Columns.micros(comparison.comparedAt()));
    out.word("instance", comparison.instance());
    out.word("rules_version", comparison.rulesVersion());
    out.word("route", comparison.route());
    out.word("student", comparison.student());
    out.word("student_version", comparison.studentVersion());
    out.word("comparator", comparison.comparator());
    out.word("verdict", comparison.verdict().word());
    out.real("score", comparison.score());
    out.text("differences", differences(comparison.differences()));
    out.word("remarks", words(comparison.remarks()));
    out.truth("echo", comparison.echo());
    out.real("duration_delta_ms", Columns.millis(comparison.duration()));
    out.real("first_byte_delta_ms", Columns.millis(comparison.firstByte()));
    out.end();
  }

  private static String differences(List<Difference> differences) {
    StringBuilder json = new StringBuilder("[");
    for (Difference each : differences) {
      json.append(json.length() > 1 ? "," : "").append("{\"pointer\":");
      quote(each.pointer(), json);
      json.append(",\"teacher\":");
      quote(each.teacher(), json);
      json.append(",\"student\":");
      quote(each.student(), json);
      json.append('}');
    }
    return json.append(']').toString();
  }

  private static String words(List<String> words) {
    StringBuilder json = new StringBuilder("[");
    for (String each : words) {
      json.append(json.length() > 1 ? "," : "");
      quote(each, json);
    }
    return json.append(']').toString();
  }

  private static void quote(@Nullable String text, StringBuilder json) {
    if (text == null) {
      json.append("null");
    } else {
      json.append('"');
      JsonStringEncoder.getInstance().quoteAsString(text, json);
      json.append('"');
    }
  }
}
