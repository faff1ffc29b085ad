package dev.understudy.trainer.corpus;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import dev.understudy.sink.parquet.rows.Row;
import java.util.Set;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The columns of captured tables that are carried into Spark as they are. */
final class Tables {
  /** Of the table of feedback. */
  static final StructType FEEDBACK =
      new StructType()
          .add("request_id", StringType)
          .add("given_at", LongType)
          .add("score", DoubleType)
          .add("gold_label", StringType)
          .add("gold_answer", StringType)
          .add("comment", StringType);

  static final Set<String> FEEDBACK_REQUIRED = Set.of("request_id", "given_at", "correction");
  static final Set<String> FEEDBACK_COLUMNS =
      Set.of("request_id", "given_at", "score", "label", "correction", "comment");

  /** Of the table of comparisons. */
  static final StructType COMPARISONS =
      new StructType()
          .add("request_id", StringType)
          .add("student", StringType)
          .add("student_version", StringType)
          .add("verdict", StringType)
          .add("score", DoubleType)
          .add("compared_at", LongType);

  static final Set<String> COMPARISONS_REQUIRED =
      Set.of("request_id", "student", "verdict", "score", "compared_at");
  static final Set<String> COMPARISONS_COLUMNS =
      Set.of("request_id", "student", "student_version", "verdict", "score", "compared_at", "echo");

  /** What a student answered to the same request. */
  static final StructType STUDENTS =
      new StructType()
          .add("request_id", StringType)
          .add("student", StringType)
          .add("answer", StringType)
          .add("tool_calls", StringType);

  static final Set<String> STUDENTS_COLUMNS =
      Set.of("request_id", "role", "upstream", "may_train", "outcome", "output", "tool_calls");

  /** What a student answered to an example's request, as it may be kept. */
  static final StructType SAID =
      new StructType()
          .add("id", StringType)
          .add("student", StringType)
          .add("verdict", StringType)
          .add("score", DoubleType)
          .add("answer", StringType)
          .add("tool_calls", StringType);

  private Tables() {}

  static org.apache.spark.sql.Row feedback(Row row) {
    return RowFactory.create(
        row.text("request_id"),
        whole(row, "given_at"),
        real(row, "score"),
        row.text("label"),
        row.text("correction"),
        row.text("comment"));
  }

  static org.apache.spark.sql.Row comparison(Row row) {
    return RowFactory.create(
        row.text("request_id"),
        row.text("student"),
        row.text("student_version"),
        row.text("verdict"),
        real(row, "score"),
        whole(row, "compared_at"));
  }

  static org.apache.spark.sql.Row student(Row row) {
    return RowFactory.create(
        row.text("request_id"), row.text("upstream"), row.text("output"), row.text("tool_calls"));
  }

  private static @Nullable Long whole(Row row, String column) {
    Number number = row.number(column);
    return number == null ? null : number.longValue();
  }

  private static @Nullable Double real(Row row, String column) {
    Number number = row.number(column);
    return number == null ? null : number.doubleValue();
  }
}
