package dev.understudy.trainer.similar;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Signatures of sets: in each place, two sets agree with a probability that is their Jaccard
 * similarity.
 *
 * <p>One permutation parts the hashes into bins, the least of each bin is its place's value, and a
 * place whose bin is empty takes the value of another, chosen by hashing its number until one is
 * filled (Shrivastava 2017). Measured on 170 shingles and 128 places against as many separate
 * permutations in a vectorised loop: 1.8 µs for 8.8 µs, with the same error from 200 shingles on, a
 * fifth more below 50, and the same share of pairs that meet in a bucket throughout.
 *
 * @param places the length of signatures
 * @param seed chooses the permutation
 */
record MinHash(int places, long seed) implements Serializable {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  static MinHash of(NearSettings settings) {
    return new MinHash(settings.permutations(), mixed(settings.seed() + GOLDEN));
  }

  /**
   * The signature of a set.
   *
   * @param hashes of its members, at least one, in any order, repeated or not
   */
  long[] signature(long[] hashes) {
    long[] least = new long[places];
    Arrays.fill(least, Long.MAX_VALUE);
    for (long hash : hashes) {
      long mixed = mixed(hash ^ seed);
      int bin = bin(mixed);
      long value = Long.rotateLeft(mixed, 32) & Long.MAX_VALUE; // the bin says nothing of its top
      least[bin] = Math.min(least[bin], value);
    }
    long[] signature = new long[places];
    for (int place = 0; place < places; place++) {
      signature[place] = least[filled(least, place)];
    }
    return signature;
  }

  private int filled(long[] least, int place) {
    int bin = place;
    for (long attempt = 1; least[bin] == Long.MAX_VALUE; attempt++) {
      bin = bin(mixed(seed + ((long) place << 32) + attempt));
    }
    return bin;
  }

  private int bin(long mixed) {
    return (int) (((mixed >>> 32) * places) >>> 32);
  }

  /** A bijection that spreads each bit over all (the finaliser of SplitMix64; Stafford, mix 13). */
  static long mixed(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
