package dev.understudy.trainer.similar;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.sketch.BloomFilter;

/** The candidates whose texts are within the threshold, brought to the driver; on Spark. */
final class NearPairs {
  private static final String SHINGLES = "shingles";
  private static final double FALSE_POSITIVES = 0.01; // rows whose shingles are made in vain

  private NearPairs() {}

  /**
   * The graph of the pairs within the threshold.
   *
   * @param rows the texts by identifier
   * @param ranks identifier and rank of each row
   * @param candidates pairs of ranks
   */
  static NearGraph verified(
      Dataset<Row> rows, Dataset<Row> ranks, Dataset<Row> candidates, NearSettings settings) {
    Dataset<Row> wanted = wanted(ranks, candidates).persist(StorageLevel.MEMORY_AND_DISK());
    long number = wanted.count();
    if (number == 0) {
      wanted.unpersist();
      return new NearGraph(0);
    }
    Broadcast<BloomFilter> filter = broadcast(filter(wanted, number), rows);
    Dataset<Row> shingles =
        shingles(rows, wanted, filter, settings).persist(StorageLevel.MEMORY_AND_DISK());
    MapPartitionsFunction<Row, byte[]> packed =
        compared -> PackedPairs.packed(compared, settings.threshold());
    try {
      return PackedPairs.unpacked(
          candidates
              .join(of(shingles, CandidatePairs.BETTER, "some"), CandidatePairs.BETTER)
              .join(of(shingles, CandidatePairs.OTHER, "others"), CandidatePairs.OTHER)
              .select(CandidatePairs.BETTER, CandidatePairs.OTHER, "some", "others")
              .mapPartitions(packed, Encoders.BINARY())
              .collectAsList());
    } finally {
      shingles.unpersist();
      filter.destroy();
      wanted.unpersist();
    }
  }

  private static Dataset<Row> wanted(Dataset<Row> ranks, Dataset<Row> candidates) {
    return candidates
        .select(col(CandidatePairs.BETTER).as(RowRanks.RANK))
        .union(candidates.select(col(CandidatePairs.OTHER)))
        .distinct()
        .join(ranks, RowRanks.RANK);
  }

  private static BloomFilter filter(Dataset<Row> wanted, long number) {
    return wanted.stat().bloomFilter(NearDuplicateJob.ID, number, FALSE_POSITIVES);
  }

  private static Broadcast<BloomFilter> broadcast(BloomFilter filter, Dataset<Row> rows) {
    return JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext()).broadcast(filter);
  }

  /** Rank and shingles of the wanted rows; the texts themselves are never shuffled. */
  private static Dataset<Row> shingles(
      Dataset<Row> rows,
      Dataset<Row> wanted,
      Broadcast<BloomFilter> filter,
      NearSettings settings) {
    UDF1<String, Boolean> isWanted = id -> filter.value().mightContainString(id);
    UDF1<String, byte[]> shingles = text -> Shingles.of(text, settings).toBytes();
    return rows.filter(udf(isWanted, DataTypes.BooleanType).apply(col(NearDuplicateJob.ID)))
        .select(
            col(NearDuplicateJob.ID),
            udf(shingles, DataTypes.BinaryType)
                .apply(coalesce(col(NearDuplicateJob.TEXT), lit("")))
                .as(SHINGLES))
        .join(wanted, NearDuplicateJob.ID)
        .select(RowRanks.RANK, SHINGLES);
  }

  private static Dataset<Row> of(Dataset<Row> shingles, String side, String name) {
    return shingles.select(col(RowRanks.RANK).as(side), col(SHINGLES).as(name));
  }
}
