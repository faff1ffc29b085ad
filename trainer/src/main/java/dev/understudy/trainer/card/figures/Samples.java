package dev.understudy.trainer.card.figures;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.understudy.trainer.card.Repeats;
import dev.understudy.trainer.card.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.jspecify.annotations.Nullable;

/**
 * Picks rows to look at: three of every reason to drop, three of every frequent label; of the test
 * sets none, for who has looked at them no longer tests with them. They are picked among thin rows;
 * one more pass fetches the texts of those picked.
 */
final class Samples {
  private static final int EACH = 3;
  private static final int LABELS = 10;
  private static final int REASONS = 100;

  private final List<Pick> picks;
  private final Map<Key, Long> sizes;

  private Samples(List<Pick> picks, Map<Key, Long> sizes) {
    this.picks = picks;
    this.sizes = sizes;
  }

  /** A kind of rows: those dropped for a reason, or those kept of a label. */
  private record Key(@Nullable String stage, @Nullable String name) {
    static Key of(Row row) {
      return new Key(row.getString(0), row.getString(1));
    }
  }

  private record Pick(Key key, String id) {}

  /** The picks from {@link ThinRows}. */
  static Samples pick(Dataset<Row> thin, Cells cells, Tally labels, long seed) {
    Map<Key, Long> sizes = new LinkedHashMap<>(reasons(cells));
    labels.top(LABELS).forEach(line -> sizes.put(new Key(null, line.name()), line.after()));
    List<Pick> picks =
        thin
            .where(
                not(col("kept"))
                    .or(
                        among(col("label"), labels.names(LABELS))
                            .and(col("split").isNull().or(not(col("split").startsWith("test-"))))))
            .select(
                col("drop_stage").as("stage"),
                when(col("kept"), col("label")).otherwise(col("drop_reason")).as("name"),
                col("id"),
                xxhash64(lit(seed), col("id")).as("hash"))
            .withColumn(
                "rank",
                row_number()
                    .over(Window.partitionBy("stage", "name").orderBy(col("hash"), col("id"))))
            .where(col("rank").leq(EACH))
            .orderBy("rank", "id")
            .select("stage", "name", "id")
            .collectAsList()
            .stream()
            .map(row -> new Pick(Key.of(row), row.getString(2)))
            .filter(pick -> sizes.containsKey(pick.key()))
            .toList();
    return new Samples(picks, sizes);
  }

  /** How many rows were dropped for which reason, the most frequent first; equals by name. */
  private static Map<Key, Long> reasons(Cells cells) {
    Map<Key, Long> reasons = new HashMap<>();
    for (Cells.Cell cell : cells.all()) {
      if (!cell.isKept()) {
        reasons.merge(new Key(cell.stage(), cell.reason()), cell.rows(), Long::sum);
      }
    }
    Map<Key, Long> sorted = new LinkedHashMap<>();
    reasons.entrySet().stream()
        .sorted(
            Map.Entry.<Key, Long>comparingByValue()
                .reversed()
                .thenComparing(each -> String.valueOf(each.getKey().stage()))
                .thenComparing(each -> String.valueOf(each.getKey().name())))
        .limit(REASONS)
        .forEach(each -> sorted.put(each.getKey(), each.getValue()));
    return sorted;
  }

  private static Column among(Column column, List<@Nullable String> values) {
    Column among = lit(false);
    for (String value : values) {
      among = among.or(column.eqNullSafe(lit(value)));
    }
    return among;
  }

  /** The texts of those picked and of the first of these groups. */
  Texts fetch(Dataset<Row> flagged, List<Repeats.Group> groups) {
    Set<String> ids = new HashSet<>();
    picks.forEach(pick -> ids.add(pick.id()));
    groups.forEach(group -> ids.add(group.id()));
    return Texts.fetch(flagged, ids);
  }

  /** The samples with these texts: dropped ones by stage and reason, then kept ones by label. */
  List<Sample.Group> groups(Texts texts, List<String> stages) {
    Map<Key, List<Sample>> samples = new HashMap<>();
    for (Pick pick : picks) {
      samples
          .computeIfAbsent(pick.key(), key -> new ArrayList<>())
          .add(texts.sample(pick.id(), pick.key().stage() == null));
    }
    return sizes.entrySet().stream()
        .sorted(Comparator.comparingInt(each -> place(each.getKey(), stages)))
        .map(
            each ->
                new Sample.Group(
                    each.getKey().stage(),
                    each.getKey().name(),
                    each.getValue(),
                    samples.getOrDefault(each.getKey(), List.of())))
        .toList();
  }

  private static int place(Key key, List<String> stages) {
    if (key.stage() == null) {
      return stages.size() + 1;
    }
    int place = stages.indexOf(key.stage());
    return place < 0 ? stages.size() : place;
  }
}
