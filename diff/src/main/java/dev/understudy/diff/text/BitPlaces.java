package dev.understudy.diff.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Where each symbol stands in a sequence, as bits of words: setting and clearing a symbol's bits
 * takes no more steps than it has places, or the sequence has words.
 */
final class BitPlaces<K> {
  /** The words of one symbol that are not zero. */
  private static final class Bits {
    private int[] at = new int[1];
    private long[] bits = new long[1];
    private int size;

    void add(int place) {
      int word = place >> 6;
      if (size == 0 || at[size - 1] != word) {
        if (size == at.length) {
          at = Arrays.copyOf(at, 2 * size);
          bits = Arrays.copyOf(bits, 2 * size);
        }
        at[size++] = word;
      }
      bits[size - 1] |= 1L << place;
    }
  }

  private final Map<K, Bits> bySymbol = new HashMap<>();

  /** Notes the symbol's next place; places come in rising order. */
  void add(K symbol, int place) {
    bySymbol.computeIfAbsent(symbol, s -> new Bits()).add(place);
  }

  boolean has(K symbol) {
    return bySymbol.containsKey(symbol);
  }

  /** Sets the symbol's bits in words that are all zero. */
  void set(K symbol, long[] words) {
    Bits bits = bySymbol.get(symbol);
    for (int i = 0; bits != null && i < bits.size; i++) {
      words[bits.at[i]] = bits.bits[i];
    }
  }

  /** Makes them zero again. */
  void clear(K symbol, long[] words) {
    Bits bits = bySymbol.get(symbol);
    for (int i = 0; bits != null && i < bits.size; i++) {
      words[bits.at[i]] = 0;
    }
  }
}
