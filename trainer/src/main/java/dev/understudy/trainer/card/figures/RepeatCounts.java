package dev.understudy.trainer.card.figures;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;

import dev.understudy.trainer.card.Repeats;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Counts rows that ask the same, by columns that say which do. */
final class RepeatCounts {
  private static final int LARGEST = 10;

  private RepeatCounts() {}

  /** The groups of {@link ThinRows} by each of these columns; rows without a value are in none. */
  static List<Repeats> of(Dataset<Row> thin, List<String> columns) {
    Dataset<Row> groups = groups(thin, columns);
    List<Row> sizes =
        groups
            .groupBy("place", "size")
            .agg(
                expr("count(*)"),
                expr("count_if(least_label < greatest_label)"),
                expr("sum(if(train > 0, test, 0))"))
            .collectAsList();
    List<Row> largest =
        groups
            .where("size > 1")
            .withColumn(
                "rank",
                row_number().over(Window.partitionBy("place").orderBy(desc("size"), asc("id"))))
            .where(col("rank").leq(LARGEST))
            .orderBy("place", "rank")
            .select("place", "id", "size", "kept_rows")
            .collectAsList();
    return IntStream.range(0, columns.size())
        .mapToObj(place -> repeats(of(place, sizes), of(place, largest)))
        .toList();
  }

  private static Dataset<Row> groups(Dataset<Row> thin, List<String> columns) {
    Column[] keys =
        IntStream.range(0, columns.size())
            .mapToObj(place -> struct(lit(place).as("place"), col(columns.get(place)).as("name")))
            .toArray(Column[]::new);
    return thin.select(
            col("id"), col("kept"), col("label"), col("split"), explode(array(keys)).as("key"))
        .where("key.name IS NOT NULL")
        .groupBy("key")
        .agg(
            expr("count(*)").as("size"),
            expr("count_if(kept)").as("kept_rows"),
            expr("min(id)").as("id"),
            expr("min(if(kept, label, NULL))").as("least_label"),
            expr("max(if(kept, label, NULL))").as("greatest_label"),
            expr("count_if(kept AND split = 'train')").as("train"),
            expr("count_if(kept AND split LIKE 'test-%')").as("test"))
        .withColumn("place", col("key.place"));
  }

  private static List<Row> of(int place, List<Row> rows) {
    return rows.stream().filter(row -> row.getInt(0) == place).toList();
  }

  private static Repeats repeats(List<Row> sizes, List<Row> largest) {
    return new Repeats(
        sizes.stream().mapToLong(row -> row.getLong(2)).sum(),
        sizes.stream()
            .filter(row -> row.getLong(1) > 1)
            .mapToLong(row -> row.getLong(1) * row.getLong(2))
            .sum(),
        sizes.stream().mapToLong(row -> row.getLong(3)).sum(),
        sizes.stream().mapToLong(row -> row.getLong(4)).sum(),
        bins(sizes),
        largest.stream()
            .map(row -> new Repeats.Group(row.getString(1), row.getLong(2), row.getLong(3), null))
            .toList());
  }

  private static List<Repeats.Size> bins(List<Row> sizes) {
    TreeMap<Long, Long> counts =
        sizes.stream()
            .collect(
                Collectors.toMap(
                    row -> row.getLong(1), row -> row.getLong(2), Long::sum, TreeMap::new));
    List<Repeats.Size> bins = new ArrayList<>();
    long to = 1;
    for (long from = 1; !counts.tailMap(from).isEmpty(); from = to + 1, to *= 2) {
      long groups = counts.subMap(from, to + 1).values().stream().mapToLong(Long::longValue).sum();
      bins.add(new Repeats.Size(from, to, groups));
    }
    return bins;
  }
}
