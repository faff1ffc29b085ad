package dev.understudy.trainer.card.figures;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The rows summed up by everything of which there are few values: the part, the reason they were
 * dropped for, the provenance, the frequent labels. All other sums are sums of these.
 *
 * @param labels the labels told apart
 * @param all the cells, in no order
 */
record Cells(List<@Nullable String> labels, List<Cell> all) {

  /**
   * Rows that have all that in common.
   *
   * @param label the place of their label among those told apart, or behind the last of them
   * @param trainingTokens tokens asked and answered, times the weight
   * @param unpriced rows without a cost; the tokens of these are counted once more
   */
  record Cell(
      @Nullable String split,
      @Nullable String stage,
      @Nullable String reason,
      String provenance,
      int label,
      long rows,
      BigDecimal weight,
      long inputTokens,
      long outputTokens,
      BigDecimal trainingTokens,
      BigDecimal usd,
      long unpriced,
      long unpricedInputTokens,
      long unpricedOutputTokens,
      long unlabelled,
      long unanswered,
      long firstMicros,
      long lastMicros) {

    boolean isKept() {
      return reason == null;
    }
  }

  /** The cells of {@link ThinRows}. */
  static Cells of(Dataset<Row> thin, List<@Nullable String> labels) {
    List<Cell> cells =
        thin
            .groupBy(
                col("split"),
                col("drop_stage"),
                col("drop_reason"),
                col("provenance"),
                place(col("label"), labels).as("label_place"))
            .agg(
                expr("count(*)"),
                expr("coalesce(sum(weight), 0)"),
                expr("coalesce(sum(input_tokens), 0)"),
                expr("coalesce(sum(output_tokens), 0)"),
                expr("coalesce(sum(weight * (input_tokens + output_tokens)), 0)"),
                expr("coalesce(sum(usd), 0)"),
                expr("count_if(usd IS NULL)"),
                expr("coalesce(sum(if(usd IS NULL, input_tokens, 0)), 0)"),
                expr("coalesce(sum(if(usd IS NULL, output_tokens, 0)), 0)"),
                expr("count_if(label IS NULL)"),
                expr("count_if(unanswered)"),
                expr("min(received_at_micros)"),
                expr("max(received_at_micros)"))
            .collectAsList()
            .stream()
            .map(Cells::cell)
            .toList();
    return new Cells(labels, cells);
  }

  /** Where a value stands in a list, or the list's length where it does not. */
  private static Column place(Column column, List<@Nullable String> values) {
    Column place = lit(values.size());
    for (int i = values.size() - 1; i >= 0; i--) {
      place = when(column.eqNullSafe(lit(values.get(i))), lit(i)).otherwise(place);
    }
    return place;
  }

  private static Cell cell(Row row) {
    return new Cell(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        row.getLong(5),
        row.getDecimal(6),
        row.getLong(7),
        row.getLong(8),
        row.getDecimal(9),
        row.getDecimal(10),
        row.getLong(11),
        row.getLong(12),
        row.getLong(13),
        row.getLong(14),
        row.getLong(15),
        row.getLong(16),
        row.getLong(17));
  }

  /** Those of kept rows. */
  Stream<Cell> kept() {
    return all.stream().filter(Cell::isKept);
  }

  /** The sum of a figure over some of them. */
  long sum(Predicate<Cell> which, ToLongFunction<Cell> figure) {
    return all.stream().filter(which).mapToLong(figure).sum();
  }

  /** The sum of a decimal figure over some of them. */
  BigDecimal exactly(Predicate<Cell> which, Function<Cell, BigDecimal> figure) {
    return all.stream().filter(which).map(figure).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
