package dev.understudy.trainer.similar;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Groups on their way from the driver: 32 bytes a row, many in one array. */
final class PackedGroups {
  private static final int GROUPED = 4 * Long.BYTES;
  private static final int MOST = 1 << 14; // half a megabyte, which goes along with a task
  private static final long NONE = -1;

  private PackedGroups() {}

  /**
   * The groups as rows: the column named, the rank of the group's best row, and, null for those
   * that stay, the rank of the row each is a duplicate of and their similarity.
   */
  static Dataset<Row> rows(
      SparkSession spark, NearGroups groups, String rank, String root, String of, String similar) {
    StructType schema =
        new StructType()
            .add(rank, DataTypes.LongType, false)
            .add(root, DataTypes.LongType, false)
            .add(of, DataTypes.LongType, true)
            .add(similar, DataTypes.DoubleType, true);
    FlatMapFunction<byte[], Row> unpacked = PackedGroups::unpacked;
    List<byte[]> packed = packed(groups);
    return spark
        .createDataset(
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(packed, Math.max(1, packed.size()))
                .rdd(),
            Encoders.BINARY())
        .flatMap(unpacked, Encoders.row(schema));
  }

  private static List<byte[]> packed(NearGroups groups) {
    List<byte[]> packed = new ArrayList<>();
    for (int from = 0; from < groups.size(); from += MOST) {
      int to = Math.min(groups.size(), from + MOST);
      ByteBuffer rows = ByteBuffer.allocate((to - from) * GROUPED);
      for (int row = from; row < to; row++) {
        rows.putLong(groups.rank(row)).putLong(groups.root(row));
        rows.putLong(groups.isDuplicate(row) ? groups.duplicateOf(row) : NONE);
        rows.putDouble(groups.similarity(row));
      }
      packed.add(rows.array());
    }
    return packed;
  }

  private static Iterator<Row> unpacked(byte[] packed) {
    List<Row> rows = new ArrayList<>();
    for (ByteBuffer each = ByteBuffer.wrap(packed); each.hasRemaining(); ) {
      long rank = each.getLong();
      long root = each.getLong();
      long of = each.getLong();
      double similarity = each.getDouble();
      rows.add(
          of == NONE
              ? RowFactory.create(rank, root, null, null)
              : RowFactory.create(rank, root, of, similarity));
    }
    return rows.iterator();
  }
}
