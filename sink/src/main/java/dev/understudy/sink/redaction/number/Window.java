package dev.understudy.sink.redaction.number;

import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Text;

/** Groups of digits with little between them, which may be one number. */
public final class Window {
  /** The most digits of any number that is looked for. */
  static final int MOST_DIGITS = 19;

  private static final int MOST_GROUPS = 8;

  static final int SPACE = 1;
  static final int DASH = 2;
  static final int DOT = 4;
  static final int SLASH = 8;
  static final int PARENTHESIS = 16;
  static final int MIXED = 32;

  private final Text text;
  private final int[] starts = new int[MOST_GROUPS];
  private final int[] ends = new int[MOST_GROUPS];
  private final byte[] digits = new byte[MOST_DIGITS];
  private int groups;
  private int count;
  private int separators;

  Window(Text text) {
    this.text = text;
  }

  /** Adds a group; false where it has too many digits. */
  boolean add(int from, int to, int separatedBy) {
    if (to - from > MOST_DIGITS - count) {
      return false;
    }
    for (int i = from; i < to; i++) {
      digits[count++] = (byte) (text.at(i) - '0');
    }
    starts[groups] = from;
    ends[groups] = to;
    groups++;
    separators |= separatedBy;
    return true;
  }

  Text text() {
    return text;
  }

  int from() {
    return starts[0];
  }

  int to() {
    return ends[groups - 1];
  }

  /** How many digits there are. */
  int count() {
    return count;
  }

  int digit(int index) {
    return digits[index];
  }

  /** How many groups there are. */
  int groups() {
    return groups;
  }

  int groupLength(int group) {
    return ends[group] - starts[group];
  }

  /** What stands between the groups: a union of the constants. */
  int separators() {
    return separators;
  }

  /** The digits alone. */
  String number() {
    StringBuilder number = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      number.append((char) ('0' + digits[i]));
    }
    return number.toString();
  }

  /** The number that some of the digits are. */
  long value(int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + digits[i];
    }
    return value;
  }

  /** Whether the groups have those lengths. */
  boolean isGrouped(int... lengths) {
    if (groups != lengths.length) {
      return false;
    }
    for (int i = 0; i < groups; i++) {
      if (groupLength(i) != lengths[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether no number is written in so many groups, or begins with single digits like this. */
  boolean isHopeless() {
    return groups == MOST_GROUPS || (groups > 1 && groupLength(0) == 1 && groupLength(1) == 1);
  }

  boolean isBare() {
    return groups == 1;
  }

  /** Whether more follows or goes before: a dash and a word, or another mark and a digit. */
  boolean isPartOfMore() {
    return sticks(text.at(from() - 1), text.at(from() - 2))
        || sticks(text.at(to()), text.at(to() + 1));
  }

  /** Whether it is the whole part or the fraction of a number with a point. */
  boolean isDecimal() {
    return (text.at(from() - 1) == '.' && Characters.isDigit(text.at(from() - 2)))
        || (text.at(to()) == '.' && Characters.isDigit(text.at(to() + 1)));
  }

  private static boolean sticks(char mark, char beyond) {
    return (mark == '-' && Characters.isWord(beyond))
        || ((mark == '.' || mark == '/' || mark == ':') && Characters.isDigit(beyond));
  }
}
