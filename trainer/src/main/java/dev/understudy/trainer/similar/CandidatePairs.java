package dev.understudy.trainer.similar;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The pairs of rows whose texts are worth comparing, by their sketches; on Spark. */
final class CandidatePairs {
  static final String SKETCH = "sketch";
  static final String BETTER = "better";
  static final String OTHER = "other";

  private static final String KEY = "key";
  private static final String BITS = "bits";
  private static final StructType MET =
      new StructType()
          .add(BETTER, DataTypes.LongType, false)
          .add(OTHER, DataTypes.LongType, false)
          .add("differing", DataTypes.IntegerType, false);
  private static final StructType CHOSEN =
      new StructType().add(BETTER, DataTypes.LongType, false).add(OTHER, DataTypes.LongType, false);

  private CandidatePairs() {}

  /**
   * {@link #BETTER} and {@link #OTHER}, ranks, each pair once and no more than {@value
   * ChosenPairs#MOST} for each other row.
   *
   * @param rows {@link RowRanks#RANK} and {@link #SKETCH}
   */
  static Dataset<Row> among(Dataset<Row> rows, NearSettings settings) {
    Sketcher sketcher = Sketcher.of(settings);
    UDF1<byte[], long[]> bandKeys = sketcher::bandKeys;
    MapPartitionsFunction<Row, Row> met = sorted -> new MetPairs(sorted, settings);
    MapPartitionsFunction<Row, Row> chosen = ChosenPairs::new;
    return rows.select(
            col(RowRanks.RANK),
            substring(col(SKETCH), Sketcher.KEY_BYTES + 1, sketcher.bitsBytes()).as(BITS),
            explode(
                    udf(bandKeys, DataTypes.createArrayType(DataTypes.LongType, false))
                        .apply(col(SKETCH)))
                .as(KEY))
        .repartition(col(KEY))
        .sortWithinPartitions(KEY, RowRanks.RANK)
        .select(KEY, RowRanks.RANK, BITS)
        .mapPartitions(met, Encoders.row(MET))
        .repartition(col(OTHER))
        .sortWithinPartitions(OTHER)
        .mapPartitions(chosen, Encoders.row(CHOSEN));
  }
}
