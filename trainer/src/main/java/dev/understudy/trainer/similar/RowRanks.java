package dev.understudy.trainer.similar;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The place of each row in the order of preference, from 0. A rank stands for its row wherever rows
 * are shuffled: it is short, it cannot collide, and it orders.
 */
final class RowRanks {
  private static final Set<String> NOT_PREFERENCES =
      Set.of(NearDuplicateJob.ID, NearDuplicateJob.TEXT, NearDuplicateJob.KIND);

  static final String RANK = "rank";

  private static final StructType SCHEMA =
      new StructType()
          .add(NearDuplicateJob.ID, DataTypes.StringType)
          .add(RANK, DataTypes.LongType, false);

  private RowRanks() {}

  /** Identifier and rank of each row. */
  static Dataset<Row> of(Dataset<Row> rows) {
    Dataset<Row> inOrder =
        rows.drop(NearDuplicateJob.TEXT, NearDuplicateJob.KIND)
            .sort(order(rows))
            .select(NearDuplicateJob.ID);
    return rows.sparkSession()
        .createDataFrame(
            inOrder
                .javaRDD()
                .zipWithIndex()
                .map(each -> RowFactory.create(each._1().get(0), each._2())),
            SCHEMA);
  }

  /**
   * Checks that each identifier is there once.
   *
   * @throws IllegalArgumentException naming one that is not
   */
  static void requireUnique(Dataset<Row> ranks) {
    List<Row> wrong =
        ranks
            .groupBy(NearDuplicateJob.ID)
            .count()
            .filter(col("count").gt(1).or(col(NearDuplicateJob.ID).isNull()))
            .sort(NearDuplicateJob.ID)
            .takeAsList(1);
    if (!wrong.isEmpty()) {
      String id = wrong.get(0).getString(0);
      throw new IllegalArgumentException(
          id == null
              ? "near duplicates: each row needs an id, found null in " + wrong.get(0).getLong(1)
              : "near duplicates: each id must be there once, found '%s' %d times"
                  .formatted(id, wrong.get(0).getLong(1)));
    }
  }

  private static Column[] order(Dataset<Row> rows) {
    List<Column> order = new ArrayList<>();
    for (String name : rows.columns()) {
      if (!NOT_PREFERENCES.contains(name)) {
        order.add(rows.col(name).asc_nulls_last());
      }
    }
    order.add(rows.col(NearDuplicateJob.ID).asc_nulls_last());
    return order.toArray(Column[]::new);
  }
}
