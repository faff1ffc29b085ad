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
    return Words.of(read(text));
  }

  private String read(String text) {
    return cuts(text) ? text.substring(0, mostCharacters) : text;
  }

  /** The vector of a text. */
  public Features features(String text) {
    Scratch scratch = Scratch.ofThread();
    int found = read(text, scratch);
    return scratch.places().features(found);
  }

  /**
   * What a text weighs: the product of its vector with a weight for each place of the table. The
   * same as that of its {@link #features} but for the order in which numbers are added up, in half
   * the time.
   *
   * @param weights {@code 2^bits} of them
   */
  public Weight weight(String text, float[] weights) {
    if (weights.length != 1 << bits) {
      throw new IllegalArgumentException(
          "weights must be %d, got %d".formatted(1 << bits, weights.length));
    }
    Scratch scratch = Scratch.ofThread();
    int found = read(text, scratch);
    return new Weight(scratch.places().weight(weights), found);
  }

  /**
   * What a text weighs.
   *
   * @param sum the product of its vector with weights
   * @param words how many words were read
   */
  public record Weight(double sum, int words) {}

  /** Puts the places of a text's runs into the scratch, and answers how many words it has. */
  private int read(String text, Scratch scratch) {
    String read = read(text);
    Places places = scratch.places();
    places.clear(bits);
    int ascii = words <= 2 && letters == 0 ? scratch.ascii().add(read, words == 2, places) : -1;
    if (ascii >= 0) {
      return ascii;
    }
    places.clear(bits);
    Words found = Words.of(read);
    add(found, places);
    return found.size();
  }

  private void add(Words found, Places places) {
    char[] read = found.text();
    for (int from = 0; from < found.size(); from++) {
      int hash = Hashes.NONE;
      for (int to = from; to < Math.min(found.size(), from + words); to++) {
        hash = mixed(hash, read, found.from(to), found.to(to));
        places.add(Hashes.spread(hash));
      }
    }
    if (letters > 0) {
      for (int word = 0; word < found.size(); word++) {
        runsOfLetters(read, found.from(word), found.to(word), places);
      }
    }
  }

  /** The word's own borders count as letters, so that beginnings and ends differ from middles. */
  private void runsOfLetters(char[] text, int begin, int end, Places places) {
    int length = end - begin + 2;
    for (int from = 0; from + LEAST_LETTERS <= length; from++) {
      int hash = 2;
      for (int to = from; to < Math.min(length, from + letters); to++) {
        int letter = to == 0 ? '<' : to == length - 1 ? '>' : text[begin + to - 1];
        hash = Hashes.with(hash, letter);
        if (to - from + 1 >= LEAST_LETTERS) {
          places.add(Hashes.spread(hash));
        }
      }
    }
  }

  private static int mixed(int hash, char[] text, int from, int to) {
    int mixed = Hashes.begun(hash);
    for (int i = from; i < to; i++) {
      mixed = Hashes.with(mixed, text[i]);
    }
    return mixed;
  }
}
