package dev.understudy.sink.redaction.body;

import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Text;

/**
 * What is left out at the end of a text that was cut off, as a value cut in two cannot be known for
 * what it is: the last word, and before it words with digits and short ones in capitals, such as
 * the groups of a number; at most {@value #MOST} characters.
 */
final class Cut {
  /** Stands in the place of what was left out. */
  static final String MARK = "<CUT>";

  /** How hits are counted. */
  static final String KIND = "CUT";

  private static final int MOST = 256;
  private static final int SHORT = 4;

  private Cut() {}

  /** Where the part begins that is left out; the text's end where none is. */
  static int start(Text text) {
    int end = text.end();
    if (text.has(MARK, end - MARK.length())) {
      return end;
    }
    int lowest = Math.max(text.start(), end - MOST);
    int at = wordStart(text, end, lowest);
    while (at > lowest) {
      int before = at;
      while (before > lowest && isGap(text.at(before - 1))) {
        before--;
      }
      int word = wordStart(text, before, lowest);
      if (word == before || !isNumberLike(text, word, before)) {
        break;
      }
      at = word;
    }
    return at > text.start() && Character.isLowSurrogate(text.at(at)) ? at - 1 : at;
  }

  private static int wordStart(Text text, int end, int lowest) {
    int at = end;
    while (at > lowest && !isGap(text.at(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isGap(char c) {
    return Characters.isSpace(c) || c == '"' || c == '\'' || c == '`' || c == 0xA0;
  }

  private static boolean isNumberLike(Text text, int from, int to) {
    boolean capitals = to - from <= SHORT;
    for (int i = from; i < to; i++) {
      char c = text.at(i);
      if (Character.isDigit(c)) {
        return true;
      }
      capitals &= !Characters.isLetter(c) || Characters.isUpper(c);
    }
    return capitals;
  }
}
