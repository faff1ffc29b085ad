package dev.understudy.exchange.ngram;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where the words of a text are: runs of letters, digits and marks, in small letters; every other
 * character that is not white space is a word of its own. No text is copied for a word before
 * somebody asks for it.
 */
final class Words extends AbstractList<String> {
  private final char[] text;
  private int[] borders; // of each word its beginning and its end
  private int count;

  private Words(char[] text) {
    this.text = text;
    this.borders = new int[Math.max(16, text.length / 2)];
  }

  /** The words of a text. */
  static Words of(String read) {
    Words words = new Words(read.toLowerCase(Locale.ROOT).toCharArray());
    words.find();
    return words;
  }

  private void find() {
    int from = -1;
    for (int at = 0; at < text.length; ) {
      int c = text[at];
      int next = at + 1;
      if (c >= 0x80) {
        c = Character.codePointAt(text, at);
        next = at + Character.charCount(c);
      }
      if (isWordPart(c)) {
        from = from < 0 ? at : from;
      } else {
        if (from >= 0) {
          add(from, at);
          from = -1;
        }
        if (!Character.isWhitespace(c)) {
          add(at, next);
        }
      }
      at = next;
    }
    if (from >= 0) {
      add(from, text.length);
    }
  }

  private static boolean isWordPart(int c) {
    if (c < 0x80) { // most characters; asking Java's tables takes longer
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
    return Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private void add(int from, int to) {
    if (2 * count + 2 > borders.length) {
      borders = Arrays.copyOf(borders, 2 * borders.length);
    }
    borders[2 * count] = from;
    borders[2 * count + 1] = to;
    count++;
  }

  /** Where a word begins. */
  int from(int word) {
    return borders[2 * word];
  }

  /** The place after a word's end. */
  int to(int word) {
    return borders[2 * word + 1];
  }

  /** The whole text; not copied. */
  char[] text() {
    return text;
  }

  @Override
  public String get(int word) {
    if (word < 0 || word >= count) {
      throw new IndexOutOfBoundsException(word);
    }
    return new String(text, from(word), to(word) - from(word));
  }

  @Override
  public int size() {
    return count;
  }
}
