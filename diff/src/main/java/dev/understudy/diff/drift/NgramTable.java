package dev.understudy.diff.drift;

import java.util.Arrays;
import java.util.Base64;

/**
 * How rare n-grams of characters are in a training set. They are hashed into {@value #BUCKETS}
 * buckets, several into one; what a bucket holds is {@code -log2((n + 1) / (all + buckets))}, in
 * sixteenths of a bit. Immutable, thread-safe.
 */
public final class NgramTable {
  /** How many buckets there are. */
  static final int BUCKETS = 1 << 13;

  /** Of a text, so many characters from its beginning are looked at, and as many from its end. */
  private static final int MOST_CHARACTERS = 2_048;

  private static final int STEPS_PER_BIT = 16;
  private static final int MOST_STEPS = 255;
  private static final int LETTERS = 4;

  private final byte[] steps;

  private NgramTable(byte[] steps) {
    this.steps = steps;
  }

  /** How often n-grams of each bucket occur. */
  static NgramTable of(long[] counts) {
    double all = Arrays.stream(counts).sum() + (double) BUCKETS;
    byte[] steps = new byte[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      double bits = -Math.log((counts[i] + 1) / all) / Math.log(2);
      steps[i] = (byte) Math.min(MOST_STEPS, Math.round(bits * STEPS_PER_BIT));
    }
    return new NgramTable(steps);
  }

  /**
   * What {@link #text()} wrote.
   *
   * @throws IllegalArgumentException if it is none
   */
  static NgramTable read(String text) {
    byte[] steps = Base64.getDecoder().decode(text);
    if (steps.length != BUCKETS) {
      throw new IllegalArgumentException(
          "ngrams must have %d buckets, got %d".formatted(BUCKETS, steps.length));
    }
    return new NgramTable(steps);
  }

  /** All buckets in Base64. */
  String text() {
    return Base64.getEncoder().encodeToString(steps);
  }

  /**
   * How rare the text's n-grams are on average.
   *
   * @return in bits, in [0, 16); 0 for a text without any
   */
  double surprise(String text) {
    long[] sum = new long[2];
    each(
        text,
        bucket -> {
          sum[0] += steps[bucket] & 0xFF;
          sum[1]++;
        });
    return sum[1] == 0 ? 0 : (double) sum[0] / sum[1] / STEPS_PER_BIT;
  }

  /** Takes the bucket of an n-gram. */
  interface Bucket {
    void take(int bucket);
  }

  /** The buckets of a text's n-grams, in lower case, as often as they occur. */
  static void each(String text, Bucket bucket) {
    if (text.length() <= 2 * MOST_CHARACTERS) {
      each(text, 0, text.length(), bucket);
    } else {
      each(text, 0, MOST_CHARACTERS, bucket);
      each(text, text.length() - MOST_CHARACTERS, text.length(), bucket);
    }
  }

  private static void each(String text, int from, int to, Bucket bucket) {
    long last = ' '; // the last four characters, 16 bits each: words at the beginning count, too
    for (int i = from; i < to; i++) {
      last = last << Character.SIZE | Character.toLowerCase(text.charAt(i));
      if (i - from >= LETTERS - 2) {
        bucket.take((int) (Mixing.mix(last) & BUCKETS - 1));
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NgramTable table && Arrays.equals(steps, table.steps);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(steps);
  }

  @Override
  public String toString() {
    return "NgramTable";
  }
}
