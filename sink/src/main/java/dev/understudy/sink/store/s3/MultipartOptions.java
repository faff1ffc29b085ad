package dev.understudy.sink.store.s3;

import java.time.Duration;

/**
 * How large files are uploaded: in parts, several at a time.
 *
 * @param aboveBytes files larger than this; those up to it are put by one request. At most 5 GiB
 * @param partBytes the size of a part, 5 MiB to 5 GiB; larger where a file would have more than
 *     10,000
 * @param parallel how many parts are under way at a time
 * @param abandonedAfter an upload so old that is not finished was left by a run that died, and is
 *     taken away
 */
public record MultipartOptions(
    long aboveBytes, long partBytes, int parallel, Duration abandonedAfter) {
  private static final long MIB = 1024 * 1024;
  private static final long LARGEST = 5 * 1024 * MIB;
  private static final int MOST_PARTS = 10_000;

  /** Above 64 MiB, parts of 16 MiB, four at a time, abandoned after a day. */
  public static final MultipartOptions DEFAULTS =
      new MultipartOptions(64 * MIB, 16 * MIB, 4, Duration.ofDays(1));

  public MultipartOptions {
    if (aboveBytes < 1 || aboveBytes > LARGEST) {
      throw new IllegalArgumentException("aboveBytes must be 1 to 5 GiB, got " + aboveBytes);
    }
    if (partBytes < 5 * MIB || partBytes > LARGEST) {
      throw new IllegalArgumentException("partBytes must be 5 MiB to 5 GiB, got " + partBytes);
    }
    if (parallel < 1 || parallel > 64) {
      throw new IllegalArgumentException("parallel must be 1 to 64, got " + parallel);
    }
    if (abandonedAfter.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException(
          "abandonedAfter must be an hour at least, got " + abandonedAfter);
    }
  }

  /** The size of all parts but the last of a file of that size. */
  long partBytes(long size) {
    return Math.max(partBytes, (size + MOST_PARTS - 1) / MOST_PARTS);
  }
}
