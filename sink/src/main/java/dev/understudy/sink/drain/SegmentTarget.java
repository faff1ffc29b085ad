package dev.understudy.sink.drain;

import dev.understudy.sink.spool.Counts;
import dev.understudy.sink.spool.SealedSegment;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a sealed segment is carried into: Parquet files in a store, or record batches for a delivery
 * stream.
 */
public interface SegmentTarget {

  /**
   * Carries every record of the segment. All of them are durable when this returns. Carrying the
   * same segment again, after a crash at any moment, must not double a record.
   *
   * @throws IOException if that could not be done now; the caller tries again later
   */
  Carried carry(SealedSegment segment) throws IOException;

  /**
   * What was carried.
   *
   * @param records the records that are now durable in the target, by table
   * @param lost the records known to have been in the segment that could not be read
   * @param damage what is wrong with the segment's file, or null where it is whole
   */
  record Carried(Counts records, long lost, @Nullable String damage) {}
}
