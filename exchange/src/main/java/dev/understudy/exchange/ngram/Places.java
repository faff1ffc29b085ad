package dev.understudy.exchange.ngram;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Places of a table that were met, with repetitions. For one text. */
final class Places {
  /** Fewer are sorted sooner by comparing. */
  private static final int FEW = 128;

  private static final double[] VALUES =
      IntStream.range(0, 64).mapToDouble(times -> times == 0 ? 0 : 1 + Math.log(times)).toArray();

  private final int bits;
  private int[] met;
  private int count;

  /**
   * None yet.
   *
   * @param bits the table has {@code 2^bits} places
   * @param expected about how many will come
   */
  Places(int bits, int expected) {
    this.bits = bits;
    this.met = new int[Math.max(64, expected)];
  }

  /** Adds the place of a hash. */
  void add(int hash) {
    if (count == met.length) {
      met = Arrays.copyOf(met, 2 * count);
    }
    met[count++] = hash & ((1 << bits) - 1);
  }

  /** The vector: of a place that was met {@code n} times {@code 1 + ln n}, scaled to length 1. */
  Features features(int words) {
    sort();
    int[] places = new int[count];
    float[] values = new float[count];
    int distinct = 0;
    double squares = 0;
    for (int from = 0; from < count; ) {
      int to = from + 1;
      while (to < count && met[to] == met[from]) {
        to++;
      }
      int times = to - from;
      double value = times < VALUES.length ? VALUES[times] : 1 + Math.log(times);
      places[distinct] = met[from];
      values[distinct++] = (float) value;
      squares += value * value;
      from = to;
    }
    float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
    for (int i = 0; i < distinct; i++) {
      values[i] *= scale;
    }
    return new Features(Arrays.copyOf(places, distinct), Arrays.copyOf(values, distinct), words);
  }

  /** By digits, the lower half of the bits first, as a text has thousands of runs. */
  private void sort() {
    if (count <= FEW) {
      Arrays.sort(met, 0, count);
      return;
    }
    int half = (bits + 1) / 2;
    int[] sorted = new int[count];
    sort(met, sorted, 0, half);
    sort(sorted, met, half, bits - half);
  }

  private void sort(int[] from, int[] into, int shift, int digit) {
    int[] next = new int[(1 << digit) + 1];
    int mask = (1 << digit) - 1;
    for (int i = 0; i < count; i++) {
      next[((from[i] >>> shift) & mask) + 1]++;
    }
    for (int i = 1; i < next.length; i++) {
      next[i] += next[i - 1];
    }
    for (int i = 0; i < count; i++) {
      into[next[(from[i] >>> shift) & mask]++] = from[i];
    }
  }
}
