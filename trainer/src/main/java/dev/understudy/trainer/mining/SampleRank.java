package dev.understudy.trainer.mining;

import java.nio.charset.StandardCharsets;

/**
 * A number that looks like chance, by which rows are drawn: the sample of size n is the n rows with
 * the smallest ranks. Whatever the order or number of partitions, the same seed draws the same
 * rows.
 */
public final class SampleRank {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private SampleRank() {}

  /** The rank of the row that an identifier names. */
  public static long of(long seed, String id) {
    return mixed(hash(seed, id.getBytes(StandardCharsets.UTF_8)));
  }

  /** FNV-1a, 64 bits. */
  static long hash(long seed, byte[] bytes) {
    long hash = FNV_OFFSET ^ mixed(seed);
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014), which spreads each bit over all. */
  static long mixed(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
