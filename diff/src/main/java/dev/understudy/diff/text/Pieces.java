package dev.understudy.diff.text;

import java.util.Arrays;

/** A text taken apart into words and single characters, each where it stands. */
final class Pieces {
  private final String text;
  private final int[] ends;
  private final int count;

  private Pieces(String text, int[] ends, int count) {
    this.text = text;
    this.ends = ends;
    this.count = count;
  }

  /** The pieces of a text; the last of the most that there may be holds all the rest. */
  static Pieces of(String text, int most) {
    int[] ends = new int[Math.min(most, 16)];
    int count = 0;
    for (int at = 0; at < text.length(); ) {
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, Math.min(most, 2 * count));
      }
      at = count == most - 1 ? text.length() : next(text, at);
      ends[count++] = at;
    }
    return new Pieces(text, ends, count);
  }

  private static int next(String text, int at) {
    int c = text.codePointAt(at);
    int end = at + Character.charCount(c);
    if (!isWordPart(c)) {
      return end;
    }
    while (end < text.length() && isWordPart(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private static boolean isWordPart(int c) {
    if (Character.isIdeographic(c)) {
      return false; // written without spaces: each stands for itself
    }
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  int count() {
    return count;
  }

  int start(int piece) {
    return piece == 0 ? 0 : ends[piece - 1];
  }

  int end(int piece) {
    return ends[piece];
  }

  boolean isBlank(int piece) {
    return text.substring(start(piece), end(piece)).isBlank();
  }

  /** Whether a piece says what a piece of another text says. */
  boolean says(int piece, Pieces other, int its) {
    int length = end(piece) - start(piece);
    return length == other.end(its) - other.start(its)
        && text.regionMatches(start(piece), other.text, other.start(its), length);
  }
}
