package dev.understudy.student.ngram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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
    String read = (cuts(text) ? text.substring(0, mostCharacters) : text).toLowerCase(Locale.ROOT);
    List<String> found = new ArrayList<>();
    int from = -1;
    for (int at = 0; at < read.length(); ) {
      int c = read.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean inWord = isWordPart(c);
      if (inWord && from < 0) {
        from = at;
      }
      if (!inWord) {
        if (from >= 0) {
          found.add(read.substring(from, at));
          from = -1;
        }
        if (!Character.isWhitespace(c)) {
          found.add(read.substring(at, next));
        }
      }
      at = next;
    }
    if (from >= 0) {
      found.add(read.substring(from));
    }
    return found;
  }

  private static boolean isWordPart(int c) {
    return Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /** The vector of a text. */
  public Features features(String text) {
    List<String> found = words(text);
    Places places = new Places(1 << bits);
    for (int from = 0; from < found.size(); from++) {
      int hash = 1;
      for (int to = from; to < Math.min(found.size(), from + words); to++) {
        hash = mixed(hash, found.get(to));
        places.add(spread(hash));
      }
    }
    if (letters > 0) {
      found.forEach(word -> runsOfLetters(word, places));
    }
    return places.features(found.size());
  }

  /** The word's own borders count as letters, so that beginnings and ends differ from middles. */
  private void runsOfLetters(String word, Places places) {
    int length = word.length() + 2;
    for (int from = 0; from + LEAST_LETTERS <= length; from++) {
      int hash = 2;
      for (int to = from; to < Math.min(length, from + letters); to++) {
        hash = hash * 0x01000193 ^ letter(word, to);
        if (to - from + 1 >= LEAST_LETTERS) {
          places.add(spread(hash));
        }
      }
    }
  }

  private static int letter(String word, int place) {
    return place == 0 ? '<' : place > word.length() ? '>' : word.charAt(place - 1);
  }

  private static int mixed(int hash, String word) {
    int mixed = hash * 31 + 7;
    for (int i = 0; i < word.length(); i++) {
      mixed = mixed * 0x01000193 ^ word.charAt(i);
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

  /** Places met, with repetitions. */
  private static final class Places {
    private final int mask;
    private int[] met = new int[256];
    private int count;

    Places(int size) {
      this.mask = size - 1;
    }

    void add(int hash) {
      if (count == met.length) {
        met = Arrays.copyOf(met, 2 * count);
      }
      met[count++] = hash & mask;
    }

    Features features(int words) {
      Arrays.sort(met, 0, count);
      int[] places = new int[count];
      float[] values = new float[count];
      int distinct = 0;
      double squares = 0;
      for (int from = 0; from < count; ) {
        int to = from;
        while (to < count && met[to] == met[from]) {
          to++;
        }
        double value = 1 + Math.log(to - from);
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
  }
}
