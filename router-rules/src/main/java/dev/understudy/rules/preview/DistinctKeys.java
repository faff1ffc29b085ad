package dev.understudy.rules.preview;

import java.util.Arrays;

/** Counts distinct keys by their buckets of 53 bits, in 8 to 16 bytes for each. */
final class DistinctKeys {
  private long[] keys = new long[64];
  private int size;

  void add(long key) {
    if (size == keys.length) {
      size = count();
      if (size > keys.length / 2) {
        keys = Arrays.copyOf(keys, 2 * keys.length);
      }
    }
    keys[size++] = key;
  }

  /** How many distinct keys were added; puts the array in order. */
  int count() {
    Arrays.sort(keys, 0, size);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (distinct == 0 || keys[i] != keys[distinct - 1]) {
        keys[distinct++] = keys[i];
      }
    }
    size = distinct;
    return distinct;
  }
}
