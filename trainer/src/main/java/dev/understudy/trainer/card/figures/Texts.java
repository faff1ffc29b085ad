package dev.understudy.trainer.card.figures;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import dev.understudy.trainer.card.Repeats;
import dev.understudy.trainer.card.Sample;
import dev.understudy.trainer.page.Snippet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The rows picked to look at, with the beginnings of their texts. */
final class Texts {
  private final Map<String, List<Row>> rows = new HashMap<>();

  private Texts() {}

  /** Fetches the rows of these identifiers. */
  static Texts fetch(Dataset<Row> flagged, Collection<String> ids) {
    Texts texts = new Texts();
    List<Column> columns = new ArrayList<>();
    for (String plain : List.of("id", "received_at_micros", "kept", "provenance")) {
      columns.add(col(plain));
    }
    for (String name : List.of("app", "template", "drop_detail")) {
      columns.add(ThinRows.name(col(name)).as(name));
    }
    for (String label : List.of("label", "gold_label")) {
      columns.add(when(col("open"), ThinRows.name(col(label))).as(label));
    }
    for (String text : List.of("input", "answer", "teacher_answer")) {
      columns.add(when(col("open"), substring(col(text), 1, Snippet.LIMIT)).as(text));
      columns.add(length(col(text)).cast("bigint").as(text + "_length"));
    }
    flagged
        .where(col("id").isin(ids.stream().sorted().toArray()))
        .select(columns.toArray(Column[]::new))
        .collectAsList()
        .forEach(
            row -> texts.rows.computeIfAbsent(row.getString(0), id -> new ArrayList<>()).add(row));
    // Identifiers name one row each; should they not, the same one is shown every time.
    texts.rows.values().forEach(same -> same.sort(Comparator.comparing(Row::toString)));
    return texts;
  }

  /** The row of that identifier that is kept, or is not. */
  Sample sample(String id, boolean isKept) {
    Row row =
        rows.getOrDefault(id, List.of()).stream()
            .filter(each -> each.<Boolean>getAs("kept") == isKept)
            .findFirst()
            .orElseThrow();
    return new Sample(
        id,
        row.<Long>getAs("received_at_micros"),
        row.getAs("app"),
        row.getAs("template"),
        row.getAs("label"),
        row.getAs("provenance"),
        row.getAs("gold_label"),
        row.getAs("drop_detail"),
        snippet(row, "input"),
        snippet(row, "answer"),
        snippet(row, "teacher_answer"));
  }

  /** The same with the inputs of the largest groups. */
  Repeats with(Repeats repeats) {
    return new Repeats(
        repeats.groups(),
        repeats.repeated(),
        repeats.conflicting(),
        repeats.leaked(),
        repeats.sizes(),
        repeats.largest().stream()
            .map(group -> new Repeats.Group(group.id(), group.rows(), group.kept(), input(group)))
            .toList());
  }

  private @Nullable Snippet input(Repeats.Group group) {
    return rows.getOrDefault(group.id(), List.of()).stream()
        .map(row -> snippet(row, "input"))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Snippet snippet(Row row, String column) {
    String text = row.getAs(column);
    return text == null ? null : new Snippet(text, row.<Long>getAs(column + "_length"));
  }
}
