package dev.understudy.trainer.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Puts what a stage found out about some rows into all of them. Findings have a row for each of
 * those: {@code id}, any columns of {@link ExampleRows} that are new, and {@code reason} and {@code
 * detail}, null where the row stays.
 */
public final class Verdicts {
  private static final String FOUND = "found_";

  private Verdicts() {}

  /**
   * The rows with the findings in them. A column that was found null stays as it was.
   *
   * @param stage who says so
   */
  public static Dataset<Row> applied(Dataset<Row> rows, Dataset<Row> findings, String stage) {
    List<String> found = Arrays.asList(findings.columns());
    Dataset<Row> renamed = findings;
    for (String column : found) {
      renamed = column.equals("id") ? renamed : renamed.withColumnRenamed(column, FOUND + column);
    }
    Dataset<Row> joined = rows.join(renamed, ExampleRows.seq("id"), "left");
    Column isNew = col("drop_reason").isNull().and(col(FOUND + "reason").isNotNull());
    return joined.select(
        Arrays.stream(ExampleRows.SCHEMA.fieldNames())
            .map(
                name ->
                    switch (name) {
                      case "drop_stage" ->
                          when(isNew, lit(stage)).otherwise(col("drop_stage")).as(name);
                      case "drop_reason" ->
                          coalesce(col("drop_reason"), col(FOUND + "reason")).as(name);
                      case "drop_detail" ->
                          when(isNew, col(FOUND + "detail")).otherwise(col("drop_detail")).as(name);
                      default ->
                          found.contains(name) && !name.equals("id")
                              ? coalesce(col(FOUND + name), col(name)).as(name)
                              : col(name);
                    })
            .toArray(Column[]::new));
  }
}
