package dev.understudy.trainer.card.figures;

import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.desc;

import dev.understudy.diff.evidence.Counts;
import dev.understudy.diff.evidence.Interval;
import dev.understudy.trainer.card.Agreement;
import dev.understudy.trainer.card.CrossTable;
import dev.understudy.trainer.page.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Compares the teacher's labels with those of gold. */
final class Agreements {
  private static final int LABELS = 12;

  /** Labels are words of a task; should they be free texts, the rarest pairs are not told. */
  private static final int PAIRS = 100_000;

  private static final double ALPHA = 0.05;

  private Agreements() {}

  private record Pair(String teacher, String gold, long rows) {
    boolean isAgreeing() {
      return teacher.equals(gold);
    }
  }

  /** The comparison, or null where no row has both. */
  static @Nullable Agreement of(Dataset<Row> thin) {
    List<Pair> pairs =
        thin
            .where("teacher_label IS NOT NULL AND gold_label IS NOT NULL")
            .groupBy("teacher_label", "gold_label")
            .count()
            .orderBy(desc("count"), asc("teacher_label"), asc("gold_label"))
            .limit(PAIRS)
            .collectAsList()
            .stream()
            .map(row -> new Pair(row.getString(0), row.getString(1), row.getLong(2)))
            .toList();
    if (pairs.isEmpty()) {
      return null;
    }
    long rows = pairs.stream().mapToLong(Pair::rows).sum();
    long agreeing = pairs.stream().filter(Pair::isAgreeing).mapToLong(Pair::rows).sum();
    Interval interval = Interval.of(new Counts(rows, agreeing), ALPHA);
    return new Agreement(
        rows,
        agreeing,
        Numbers.rounded(3, interval.low()),
        Numbers.rounded(3, interval.high()),
        confusion(pairs));
  }

  private static CrossTable confusion(List<Pair> pairs) {
    Map<String, Long> labels = new TreeMap<>();
    for (Pair pair : pairs) {
      labels.merge(pair.teacher(), pair.rows(), Long::sum);
      labels.merge(pair.gold(), pair.rows(), Long::sum);
    }
    // The sort is stable: equals stay in the order of their names.
    List<String> names =
        labels.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(LABELS)
            .map(Map.Entry::getKey)
            .toList();
    long[][] cells = new long[names.size()][names.size()];
    long[] totals = new long[names.size()];
    for (Pair pair : pairs) {
      int line = names.indexOf(pair.teacher());
      int column = names.indexOf(pair.gold());
      if (column >= 0) {
        totals[column] += pair.rows();
      }
      if (line >= 0 && column >= 0) {
        cells[line][column] += pair.rows();
      }
    }
    List<CrossTable.Line> lines = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      lines.add(new CrossTable.Line(names.get(i), list(cells[i])));
    }
    return new CrossTable(new ArrayList<>(names), lines, list(totals), labels.size());
  }

  private static List<Long> list(long[] figures) {
    return Arrays.stream(figures).boxed().toList();
  }
}
