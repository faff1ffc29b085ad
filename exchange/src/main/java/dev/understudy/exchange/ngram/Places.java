package dev.understudy.exchange.ngram;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Places of a table that were met, with repetitions. Used by one thread, for one text after
 * another.
 */
final class Places {
  /** Fewer are sorted sooner by comparing. */
  private static final int FEW = 128;

  private static final double[] VALUES =
      IntStream.range(0, 64).mapToDouble(times -> times == 0 ? 0 : 1 + Math.log(times)).toArray();

  private int bits;
  private int[] met = new int[1024];
  private int[] sorted = {};
  private int count;

  // for weighing: of each slot the number of its place, from 1 on, or 0
  private int[] slots = {};
  private int[] distinct = {};
  private int[] times = {};

  /**
   * Forgets all.
   *
   * @param bits the table now has {@code 2^bits} places
   */
  void clear(int bits) {
    this.bits = bits;
    this.count = 0;
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
      double value = value(times);
      places[distinct] = met[from];
      values[distinct++] = (float) value;
      squares += value * value;
      from = to;
    }
    float scale = scale(squares);
    for (int i = 0; i < distinct; i++) {
      values[i] *= scale;
    }
    return new Features(Arrays.copyOf(places, distinct), Arrays.copyOf(values, distinct), words);
  }

  /** The product of the same vector with a weight for each place. */
  double weight(float[] weights) {
    int different = countEach();
    double squares = 0;
    for (int i = 0; i < different; i++) {
      double value = value(times[i]);
      squares += value * value;
    }
    float scale = scale(squares);
    double sum = 0;
    for (int i = 0; i < different; i++) {
      sum += weights[distinct[i]] * ((float) value(times[i]) * scale);
    }
    return sum;
  }

  /** Finds how often each place was met, and answers how many different ones there are. */
  private int countEach() {
    int size = Integer.highestOneBit(Math.max(8, 4 * count)); // half of the slots stay free
    if (slots.length < size) {
      slots = new int[size];
      distinct = new int[size];
      times = new int[size];
    } else {
      Arrays.fill(slots, 0, size, 0);
    }
    int mask = size - 1;
    int different = 0;
    for (int i = 0; i < count; i++) {
      int place = met[i];
      int slot = place & mask;
      int number;
      while ((number = slots[slot]) != 0 && distinct[number - 1] != place) {
        slot = (slot + 1) & mask;
      }
      if (number == 0) {
        distinct[different] = place;
        times[different] = 1;
        slots[slot] = ++different;
      } else {
        times[number - 1]++;
      }
    }
    return different;
  }

  private static double value(int times) {
    return times < VALUES.length ? VALUES[times] : 1 + Math.log(times);
  }

  private static float scale(double squares) {
    return squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
  }

  /** By digits, the lower half of the bits first, as a text has thousands of runs. */
  private void sort() {
    if (count <= FEW) {
      Arrays.sort(met, 0, count);
      return;
    }
    if (sorted.length < met.length) {
      sorted = new int[met.length];
    }
    int half = (bits + 1) / 2;
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
