package dev.understudy.exchange.ngram;

import java.util.List;

/**
 * Takes texts apart into runs of words and, inside words, of letters, and hashes them into a table
 * (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009). A run that
 * occurs {@code n} times counts {@code 1 + ln n}; the vector is scaled to length 1. Words are runs
 * of letters, digits and marks, in small letters; every other character that is not white space is
 * a word of its own.
 *
 * @param bits the table has {@code 2^bits} places; 10 to 24
 * @param words the longest runs of words, 1 to 4
 * @param letters the longest runs of letters, which begin at 3; 0 for none, else 3 to 8
 * @param mostCharacters how much of a text's beginning is read
 */
public record NgramReader(int bits, int words, int letters, int mostCharacters) {
  private static final int LEAST_LETTERS = 3;

  /** What suits most tasks. */
  public static final NgramReader DEFAULT = new NgramReader(18, 2, 5, 20_000);

  public NgramReader {
    if (bits < 10 || bits > 24) {
      throw new IllegalArgumentException("bits must be 10 to 24, got " + bits);
    }
    if (words < 1 || words > 4) {
      throw new IllegalArgumentException("words must be 1 to 4, got " + words);
    }
    if (letters != 0 && (letters < LEAST_LETTERS || letters > 8)) {
      throw new IllegalArgumentException("letters must be 0 or 3 to 8, got " + letters);
    }
    if (mostCharacters < 1) {
      throw new IllegalArgumentException(
          "most_characters must be at least 1, got " + mostCharacters);
    }
  }

  /** Whether a text is longer than what is read of it. */
  public boolean cuts(String text) {
    return text.length() > mostCharacters;
  }

  /** A text's words, as far as it is read. */
  public List<String> words(String text) {
    return found(text);
  }

  private Words found(String text) {
    return Words.of(cuts(text) ? text.substring(0, mostCharacters) : text);
  }

  /** The vector of a text. */
  public Features features(String text) {
    Words found = found(text);
    char[] read = found.text();
    Places places = new Places(bits, found.size() * words + (letters == 0 ? 0 : 2 * read.length));
    for (int from = 0; from < found.size(); from++) {
      int hash = 1;
      for (int to = from; to < Math.min(found.size(), from + words); to++) {
        hash = mixed(hash, read, found.from(to), found.to(to));
        places.add(spread(hash));
      }
    }
    if (letters > 0) {
      for (int word = 0; word < found.size(); word++) {
        runsOfLetters(read, found.from(word), found.to(word), places);
      }
    }
    return places.features(found.size());
  }

  /** The word's own borders count as letters, so that beginnings and ends differ from middles. */
  private void runsOfLetters(char[] text, int begin, int end, Places places) {
    int length = end - begin + 2;
    for (int from = 0; from + LEAST_LETTERS <= length; from++) {
      int hash = 2;
      for (int to = from; to < Math.min(length, from + letters); to++) {
        int letter = to == 0 ? '<' : to == length - 1 ? '>' : text[begin + to - 1];
        hash = hash * 0x01000193 ^ letter;
        if (to - from + 1 >= LEAST_LETTERS) {
          places.add(spread(hash));
        }
      }
    }
  }

  private static int mixed(int hash, char[] text, int from, int to) {
    int mixed = hash * 31 + 7;
    for (int i = from; i < to; i++) {
      mixed = mixed * 0x01000193 ^ text[i];
    }
    return mixed;
  }

  /** The last step of MurmurHash3, which makes every bit depend on all others. */
  private static int spread(int hash) {
    int h = hash;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }
}
