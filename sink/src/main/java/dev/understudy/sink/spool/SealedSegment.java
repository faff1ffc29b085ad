package dev.understudy.sink.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A segment that takes no more records.
 *
 * @param name the segment's name, never used twice, in order of time
 * @param file where it lies
 * @param bytes its size; what the file holds behind it is the rest of a failed write
 * @param records how many records were put into it
 * @param created when it was begun
 * @param recovered whether an earlier run left it, which may have carried it on already
 */
public record SealedSegment(
    String name, Path file, long bytes, Counts records, Instant created, boolean recovered) {

  /** Reads the segment from its beginning; the caller closes the reader. */
  public SegmentReader read() throws IOException {
    return SegmentReader.open(file, bytes);
  }
}
