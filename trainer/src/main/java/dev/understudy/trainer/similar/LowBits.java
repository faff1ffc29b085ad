package dev.understudy.trainer.similar;

/**
 * The two lowest bits of each place of a signature, which are enough to tell pairs that may be
 * duplicates from the others (Li and König 2010): places of equal value agree, and a quarter of the
 * others do so by chance.
 */
final class LowBits {
  /** Places in one long. */
  static final int PER_WORD = 32;

  private static final long ODD = 0x5555555555555555L;
  private static final double BY_CHANCE = 0.25;

  /**
   * How many standard deviations below the threshold an estimate may lie. Four, because short texts
   * fill few bins and scatter more than the formula knows.
   */
  private static final double DEVIATIONS = 4;

  private LowBits() {}

  static long[] of(long[] signature) {
    long[] words = new long[signature.length / PER_WORD];
    for (int i = 0; i < signature.length; i++) {
      words[i / PER_WORD] |= (signature[i] & 3) << (2 * (i % PER_WORD));
    }
    return words;
  }

  /** In how many places the bits of so many words, from the one and the other offset on, differ. */
  static int differing(long[] some, int from, long[] others, int otherFrom, int words) {
    int differing = 0;
    for (int i = 0; i < words; i++) {
      long different = some[from + i] ^ others[otherFrom + i];
      differing += Long.bitCount((different | (different >>> 1)) & ODD);
    }
    return differing;
  }

  /** The similarity for which so many places differ on average. */
  static double similarity(int differing, int places) {
    return 1 - differing / ((1 - BY_CHANCE) * places);
  }

  /** The most places that may differ between rows worth an exact comparison. */
  static int mostDiffering(double threshold, int places) {
    double agreeing = BY_CHANCE + (1 - BY_CHANCE) * threshold;
    double deviation = Math.sqrt(agreeing * (1 - agreeing) / places);
    return (int) Math.ceil(places * Math.min(1, 1 - agreeing + DEVIATIONS * deviation));
  }
}
