package dev.understudy.diff.drift;

import java.util.Map;

/**
 * Short words of ASCII by what is known of them, found without making a text of each. A word is a
 * number: its characters, of eight bits each, the last one lowest. Immutable.
 */
final class AsciiWords {
  private static final int LONGEST = 7;

  private final long[] words;
  private final int[] known;

  /** Those of the words that are of ASCII and short; what is known of a word is not 0. */
  AsciiWords(Map<String, Integer> all) {
    int size = Integer.highestOneBit(Math.max(1, all.size())) * 4;
    words = new long[size];
    known = new int[size];
    all.forEach(
        (word, what) -> {
          if (word.length() <= LONGEST && word.chars().allMatch(c -> c < 0x80)) {
            int slot = slot(number(word));
            words[slot] = number(word);
            known[slot] = what;
          }
        });
  }

  private static long number(String word) {
    long number = 0;
    for (int i = 0; i < word.length(); i++) {
      number = number << 8 | word.charAt(i);
    }
    return number;
  }

  /** What is known of a word; 0 of others. */
  int of(long word) {
    return known[slot(word)];
  }

  private int slot(long word) {
    int mask = words.length - 1;
    int slot = (int) ((word * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (words[slot] != 0 && words[slot] != word) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
