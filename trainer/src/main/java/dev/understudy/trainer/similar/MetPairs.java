package dev.understudy.trainer.similar;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The pairs of one partition's buckets: better rank, other rank, differing places.
 *
 * <p>It reads band key, rank and bits, in the order of keys, then ranks.
 */
final class MetPairs implements Iterator<Row> {
  private final Iterator<Row> sorted;
  private final Bucket bucket;
  private final long[] bits;
  private final Queue<Row> told = new ArrayDeque<>();
  private boolean began;
  private long key;

  MetPairs(Iterator<Row> sorted, NearSettings settings) {
    this.sorted = sorted;
    this.bucket = new Bucket(settings);
    this.bits = new long[settings.permutations() / LowBits.PER_WORD];
  }

  @Override
  public boolean hasNext() {
    while (told.isEmpty() && sorted.hasNext()) {
      add(sorted.next());
      if (!sorted.hasNext()) {
        tell();
      }
    }
    return !told.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return told.remove();
  }

  private void add(Row row) {
    long rowKey = row.getLong(0);
    if (!began || rowKey != key) {
      tell();
      bucket.begin(rowKey);
      key = rowKey;
      began = true;
    } else if (bucket.isFull()) {
      tell();
    }
    ByteBuffer.wrap(row.<byte[]>getAs(2)).asLongBuffer().get(bits);
    bucket.add(row.getLong(1), bits);
  }

  private void tell() {
    bucket.tell(
        (better, other, differing) -> told.add(RowFactory.create(better, other, differing)));
  }
}
