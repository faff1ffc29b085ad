package dev.understudy.trainer.corpus;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.understudy.trainer.spark.ExampleRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Puts what people said of answers beside these, and tells which they called wrong without a word
 * of what is right: of those nobody knows an answer that is worth learning.
 */
final class SaidByPeople {
  /** The reason of answers that were called wrong. */
  static final String CALLED_WRONG = "called_wrong";

  /** What the console writes as the comment of rulings against the teacher (docs/captures.md). */
  private static final Object[] AGAINST_TEACHER = {"console: both_wrong", "console: student"};

  private final List<String> heeding;

  /**
   * What heeds people.
   *
   * @param gold what becomes of corrections, where a source does not say otherwise
   */
  SaidByPeople(CorpusSettings settings, GoldUse gold) {
    this.heeding =
        settings.sources().stream()
            .filter(each -> (each.gold() == null ? gold : each.gold()) != GoldUse.IGNORE)
            .map(Source::name)
            .toList();
  }

  /**
   * The examples with gold.
   *
   * @param feedback rows of {@link Tables#FEEDBACK}
   */
  Dataset<Row> beside(Dataset<Row> examples, Dataset<Row> feedback) {
    Column isWrong = coalesce(isCalledWrong(), lit(false));
    return examples
        .join(said(feedback), col("said_id").equalTo(col("id")), "left")
        .withColumn("gold_answer", whereKept(unlessEmpty("said_answer")))
        .withColumn("gold_label", whereKept(unlessEmpty("said_label")))
        .withColumn("gold_score", whereKept(col("said_score")))
        .withColumn("called_wrong", isWrong)
        .withColumn("drop_stage", inCase("drop_stage", lit(ExampleMaker.STAGE)))
        .withColumn("drop_detail", inCase("drop_detail", col("said_comment")))
        .withColumn("drop_reason", inCase("drop_reason", lit(CALLED_WRONG)))
        .select(ExampleRows.columns());
  }

  /**
   * What was said of each request: the newest correction, with its comment, and the newest word, of
   * which an empty one takes back those before it, and the mean score.
   */
  private static Dataset<Row> said(Dataset<Row> feedback) {
    return feedback
        .groupBy(col("request_id").as("said_id"))
        .agg(
            newest("gold_answer", "comment").as("correction"),
            newest("gold_label").as("word"),
            avg(col("score").cast("decimal(20,6)")).cast("double").as("said_score"))
        .withColumn("said_answer", col("correction.gold_answer"))
        .withColumn("said_comment", col("correction.comment"))
        .withColumn("said_label", col("word.gold_label"));
  }

  private static Column newest(String column, String... beside) {
    List<Column> all = new ArrayList<>(List.of(col("given_at"), col(column)));
    for (String each : beside) {
      all.add(col(each));
    }
    return max(when(col(column).isNotNull(), struct(all.toArray(new Column[0]))));
  }

  private Column isCalledWrong() {
    return col("drop_reason")
        .isNull()
        .and(col("source").isin(heeding.toArray()))
        .and(col("said_answer").equalTo(""))
        .and(col("said_comment").isin(AGAINST_TEACHER))
        .and(coalesce(col("said_label"), lit("")).equalTo(""));
  }

  private static Column inCase(String column, Column value) {
    return when(col("called_wrong"), value).otherwise(col(column));
  }

  private static Column whereKept(Column column) {
    return when(col("drop_reason").isNull(), column);
  }

  private static Column unlessEmpty(String column) {
    return when(col(column).notEqual(""), col(column));
  }
}
