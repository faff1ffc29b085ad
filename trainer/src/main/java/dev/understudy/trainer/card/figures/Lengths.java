package dev.understudy.trainer.card.figures;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import dev.understudy.trainer.card.Distribution;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many rows are how long. Lengths are bounded by what a model reads, so that the driver can
 * hold them all and quantiles are exact.
 *
 * @param what what is measured
 * @param kept the kept rows
 * @param rest the traffic before the newest week
 * @param newest the traffic of the newest week
 */
record Lengths(
    String what,
    SortedMap<Long, Long> kept,
    SortedMap<Long, Long> rest,
    SortedMap<Long, Long> newest) {
  private static final List<String> MEASURES =
      List.of("input_characters", "input_tokens", "answer_characters", "output_tokens");

  /** All that is measured of {@link ThinRows} that know whether they are {@code newest}. */
  static List<Lengths> all(Dataset<Row> thin) {
    List<Lengths> all =
        MEASURES.stream()
            .map(each -> new Lengths(each.replace('_', ' '), counts(), counts(), counts()))
            .toList();
    thin.where("reached")
        .select(
            col("kept"),
            col("traffic"),
            col("newest"),
            explode(
                    array(
                        IntStream.range(0, MEASURES.size())
                            .mapToObj(Lengths::measured)
                            .toArray(Column[]::new)))
                .as("measured"))
        .groupBy("measured")
        .agg(
            expr("count_if(kept)").as("kept_rows"),
            expr("count_if(traffic AND NOT newest)").as("rest_rows"),
            expr("count_if(traffic AND newest)").as("newest_rows"))
        .select("measured.place", "measured.length", "kept_rows", "rest_rows", "newest_rows")
        .collectAsList()
        .forEach(row -> all.get(row.getInt(0)).put(row));
    return all;
  }

  private static SortedMap<Long, Long> counts() {
    return new TreeMap<>();
  }

  private static Column measured(int place) {
    return struct(lit(place).as("place"), greatest(col(MEASURES.get(place)), lit(0L)).as("length"));
  }

  private void put(Row row) {
    put(kept, row.getLong(1), row.getLong(2));
    put(rest, row.getLong(1), row.getLong(3));
    put(newest, row.getLong(1), row.getLong(4));
  }

  private static void put(SortedMap<Long, Long> counts, long length, long rows) {
    if (rows > 0) {
      counts.put(length, rows);
    }
  }

  /** How long the kept rows are; empty where nothing is kept. */
  Optional<Distribution> distribution() {
    return kept.isEmpty() ? Optional.empty() : Optional.of(Distribution.of(what, kept));
  }
}
