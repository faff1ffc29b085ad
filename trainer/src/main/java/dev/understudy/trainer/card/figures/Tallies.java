package dev.understudy.trainer.card.figures;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import dev.understudy.trainer.page.Numbers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.jspecify.annotations.Nullable;

/** Counts rows by every {@link Dimension} at once. */
final class Tallies {
  private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());

  private Tallies() {}

  /** Counts {@link ThinRows} that know whether they are {@code newest}, by every dimension. */
  static List<Tally> all(Dataset<Row> thin) {
    Map<Integer, List<Row>> rows =
        frequent(values(thin)).collectAsList().stream()
            .collect(Collectors.groupingBy(row -> row.getInt(0)));
    return IntStream.range(0, DIMENSIONS.size())
        .mapToObj(place -> tally(DIMENSIONS.get(place), rows.getOrDefault(place, List.of())))
        .toList();
  }

  /** Every value of every dimension with its figures. */
  private static Dataset<Row> values(Dataset<Row> thin) {
    Column[] all =
        IntStream.range(0, DIMENSIONS.size())
            .mapToObj(
                place ->
                    struct(lit(place).as("place"), col(DIMENSIONS.get(place).column()).as("name")))
            .toArray(Column[]::new);
    return thin.where("reached")
        .select(
            col("kept"),
            col("traffic"),
            col("newest"),
            col("weight"),
            explode(array(all)).as("value"))
        .groupBy("value")
        .agg(
            expr("count(*)").as("before"),
            expr("count_if(kept)").as("after"),
            expr("coalesce(sum(if(kept, weight, 0)), 0)").as("weight"),
            expr("count_if(traffic AND NOT newest)").as("rest"),
            expr("count_if(traffic AND newest)").as("newest"));
  }

  /** Those most frequent in one respect or another, each with the sums of its dimension. */
  private static Dataset<Row> frequent(Dataset<Row> values) {
    WindowSpec all = Window.partitionBy("place");
    return values
        .select("value.place", "value.name", "before", "after", "weight", "rest", "newest")
        .select(
            col("*"),
            sum("before").over(all),
            sum("after").over(all),
            sum("weight").over(all),
            sum("rest").over(all),
            sum("newest").over(all),
            expr("count_if(name IS NOT NULL AND after > 0)").over(all),
            count("name").over(all),
            rank(all, col("before")).as("rank_before"),
            rank(all, col("after")).as("rank_after"),
            rank(all, col("rest").plus(col("newest"))).as("rank_traffic"))
        .where(
            least(col("rank_before"), col("rank_after"), col("rank_traffic")).leq(Tally.COLLECTED));
  }

  private static Column rank(WindowSpec all, Column figure) {
    return row_number().over(all.orderBy(figure.desc(), col("name").asc_nulls_last()));
  }

  private static Tally tally(Dimension dimension, List<Row> rows) {
    return rows.isEmpty()
        ? new Tally(dimension, List.of(), new Tally.Line(null, 0, 0, 0, 0, 0), 0, 0)
        : new Tally(
            dimension,
            rows.stream().map(row -> line(row.getString(1), row, 2)).toList(),
            line(null, rows.get(0), 7),
            rows.get(0).getLong(12),
            rows.get(0).getLong(13));
  }

  private static Tally.Line line(@Nullable String name, Row row, int from) {
    return new Tally.Line(
        name,
        row.getLong(from),
        row.getLong(from + 1),
        Numbers.rounded(3, row.getDecimal(from + 2).doubleValue()),
        row.getLong(from + 3),
        row.getLong(from + 4));
  }
}
