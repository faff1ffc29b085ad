package dev.understudy.trainer.card.figures;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import dev.understudy.trainer.card.StageCount;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows without their texts: names, lengths and hashes, which is all that counting needs.
 *
 * <p>Sums are taken of decimals, never of floating-point numbers, whose sum depends on the order
 * they come in.
 */
final class ThinRows {
  /** Names longer than this are cut, and told apart by a hash. */
  static final int NAME_LIMIT = 200;

  private static final String BALANCE = "balance";
  private static final int NAME_BEGINNING = 160;
  private static final int HASH_DIGITS = 12;

  private ThinRows() {}

  /**
   * All columns, and besides them whether a row is {@code kept}, whether it {@code reached} the
   * stage that balances, whether it counts as {@code traffic} in which to look for drift, and
   * whether its content may be {@code open} to look at.
   */
  static Dataset<Row> flagged(Dataset<Row> rows, List<StageCount> stages) {
    return rows.withColumn("kept", col("drop_reason").isNull())
        .withColumn(
            "open", col("drop_reason").isNull().or(col("drop_reason").notEqual("may_train")))
        .withColumn("reached", reached(stages))
        .withColumn("traffic", col("reached").and(col("provenance").notEqual("synthetic")));
  }

  /** The thin columns of {@link #flagged} rows. */
  static Dataset<Row> of(Dataset<Row> flagged) {
    return flagged.select(
        col("id"),
        col("received_at_micros"),
        col("split"),
        name(col("label")).as("label"),
        col("provenance"),
        name(col("template")).as("template"),
        name(col("app")).as("app"),
        name(col("user_pseudonym")).as("user_pseudonym"),
        name(col("model")).as("model"),
        col("cluster").cast("string").as("cluster"),
        col("difficulty").cast("string").as("difficulty"),
        name(expr("get_json_object(tags, '$.language')")).as("language"),
        length(col("input")).cast("bigint").as("input_characters"),
        length(col("answer")).cast("bigint").as("answer_characters"),
        col("input_tokens"),
        col("output_tokens"),
        expr("try_cast(cost_usd AS decimal(24, 9))").as("usd"),
        expr("try_cast(weight AS decimal(20, 6))").as("weight"),
        when(col("open").and(col("input").notEqual("")), asked()).as("asked"),
        when(col("open"), col("duplicate_group")).as("duplicate_group"),
        expr("answer = '' AND tool_calls IS NULL").as("unanswered"),
        name(col("teacher_label")).as("teacher_label"),
        name(col("gold_label")).as("gold_label"),
        name(col("drop_stage")).as("drop_stage"),
        name(col("drop_reason")).as("drop_reason"),
        col("kept"),
        col("open"),
        col("reached"),
        col("traffic"));
  }

  private static Column reached(List<StageCount> stages) {
    Column kept = col("drop_reason").isNull();
    List<String> names = stages.stream().map(StageCount::stage).toList();
    int balance = names.indexOf(BALANCE);
    return balance < 0
        ? kept
        : kept.or(col("drop_stage").isin(names.subList(balance, names.size()).toArray()));
  }

  /** Whether a stage balanced. */
  static boolean wereBalanced(List<StageCount> stages) {
    return stages.stream().anyMatch(each -> each.stage().equals(BALANCE));
  }

  /** What is the same for rows that ask the same to the letter. */
  private static Column asked() {
    return sha2(
        concat_ws("\n", coalesce(col("template"), lit("")), col("input")).cast("binary"), 256);
  }

  /** A name of bounded length: clients choose names, and may choose whole books. */
  static Column name(Column column) {
    return when(
            length(column).gt(NAME_LIMIT),
            concat_ws(
                "…",
                substring(column, 1, NAME_BEGINNING),
                substring(sha2(column.cast("binary"), 256), 1, HASH_DIGITS)))
        .otherwise(column);
  }
}
