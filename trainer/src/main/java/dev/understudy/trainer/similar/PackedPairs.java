package dev.understudy.trainer.similar;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Pairs within the threshold on their way to the driver: 24 bytes each (better rank, other rank,
 * similarity), many in one array, where a row of Spark's would take several times that.
 */
final class PackedPairs {
  private static final int PAIR = 3 * Long.BYTES;
  private static final int MOST = (1 << 16) * PAIR;

  private PackedPairs() {}

  /**
   * The pairs of a partition that are similar enough.
   *
   * @param compared better rank, other rank, and the shingles of both
   */
  static Iterator<byte[]> packed(Iterator<Row> compared, double threshold) {
    List<byte[]> full = new ArrayList<>();
    ByteBuffer pairs = ByteBuffer.allocate(MOST);
    while (compared.hasNext()) {
      Row pair = compared.next();
      double similarity = Shingles.ofBytes(pair.getAs(2)).jaccard(Shingles.ofBytes(pair.getAs(3)));
      if (similarity >= threshold) {
        pairs.putLong(pair.getLong(0)).putLong(pair.getLong(1)).putDouble(similarity);
      }
      if (!pairs.hasRemaining()) {
        full.add(pairs.array());
        pairs = ByteBuffer.allocate(MOST);
      }
    }
    full.add(Arrays.copyOf(pairs.array(), pairs.position()));
    return full.iterator();
  }

  static NearGraph unpacked(List<byte[]> packed) {
    NearGraph graph = new NearGraph(packed.stream().mapToInt(each -> each.length / PAIR).sum());
    for (byte[] each : packed) {
      for (ByteBuffer pairs = ByteBuffer.wrap(each); pairs.hasRemaining(); ) {
        graph.add(pairs.getLong(), pairs.getLong(), pairs.getDouble());
      }
    }
    return graph;
  }
}
