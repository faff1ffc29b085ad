package dev.understudy.sink.redaction.text;

import org.jspecify.annotations.Nullable;

/**
 * Brings a text to plain spelling: escapes of JSON and of many languages, after any number of
 * backslashes ({@code \\u0040}, {@code \n}), percent-encoding, numeric character references as in
 * HTML, full-width forms, digits, dashes and spaces of other scripts; characters that cannot be
 * seen are left out. So an e-mail address three JSON texts deep is one all the same.
 */
final class Unveiling {
  private static final int LONGEST_REFERENCE = 8;

  private final Text text;
  private final Draft plain;
  private boolean changed;

  private Unveiling(Text text) {
    this.text = text;
    this.plain = new Draft(text, text.length());
  }

  /** The text in plain spelling, or null where it is plain already. */
  static @Nullable Text of(Text text) {
    Unveiling unveiling = new Unveiling(text);
    unveiling.run();
    return unveiling.changed ? unveiling.plain.text(text.name()) : null;
  }

  /** Whether that character, which is not ASCII, stands for another one or for none. */
  static boolean isVeil(char c) {
    return plain(c) != c;
  }

  /** Whether another spelling may begin at that place, where one of {@code \\ % &} stands. */
  static boolean mayBegin(Text text, int place) {
    return switch (text.at(place)) {
      case '%' -> Characters.isHex(text.at(place + 1)) && Characters.isHex(text.at(place + 2));
      case '&' -> text.at(place + 1) == '#';
      default -> true;
    };
  }

  private void run() {
    char[] chars = text.chars();
    int verbatim = text.start();
    int i = text.start();
    while (i < text.end()) {
      char c = chars[i];
      if (c < 0x80 ? c != '\\' && c != '%' && c != '&' : !isVeil(c)) {
        i++;
        continue;
      }
      plain.copy(verbatim, i);
      int next =
          switch (c) {
            case '\\' -> backslashes(i);
            case '%' -> percent(i);
            case '&' -> reference(i);
            default -> other(c, i);
          };
      if (next == i) {
        plain.copy(i, i + 1);
        next = i + 1;
      } else {
        changed = true;
      }
      i = next;
      verbatim = i;
    }
    plain.copy(verbatim, text.end());
  }

  private int other(char c, int i) {
    char is = plain(c);
    if (is == '\0') {
      plain.swallow(i + 1);
    } else {
      plain.add(is, i, i + 1);
    }
    return i + 1;
  }

  private int backslashes(int i) {
    int at = i + 1;
    while (text.at(at) == '\\') {
      at++;
    }
    char letter = text.at(at);
    switch (letter) {
      case 'n', 'r', 't', 'f' -> plain.add('\n', i, at + 1);
      case '"', '/', '\'' -> plain.add(letter, i, at + 1);
      case 'u', 'x' -> {
        int end = unicode(i, at);
        if (end > i) {
          return end;
        }
        plain.copy(i, at);
        return at;
      }
      default -> {
        plain.copy(i, at);
        return at;
      }
    }
    return at + 1;
  }

  private int unicode(int i, int letter) {
    int digits = text.at(letter) == 'u' ? 4 : 2;
    int value = 0;
    for (int k = 1; k <= digits; k++) {
      int digit = Characters.hex(text.at(letter + k));
      if (digit < 0) {
        return i;
      }
      value = value << 4 | digit;
    }
    int end = letter + digits + 1;
    put((char) value, i, end);
    return end;
  }

  private int percent(int i) {
    int high = Characters.hex(text.at(i + 1));
    int low = Characters.hex(text.at(i + 2));
    int value = high << 4 | low;
    if (high < 0 || low < 0 || value < 0x20 || value > 0x7E) {
      return i;
    }
    plain.add((char) value, i, i + 3);
    return i + 3;
  }

  private int reference(int i) {
    if (text.at(i + 1) != '#') {
      return i;
    }
    boolean hex = (text.at(i + 2) | 0x20) == 'x';
    int value = 0;
    int at = i + (hex ? 3 : 2);
    for (; at < i + LONGEST_REFERENCE; at++) {
      int digit = Characters.hex(text.at(at));
      if (digit < 0 || (!hex && digit > 9)) {
        break;
      }
      value = value * (hex ? 16 : 10) + digit;
    }
    if (text.at(at) != ';' || value < 0x20 || value > 0xFFFF) {
      return i;
    }
    put((char) value, i, at + 1);
    return at + 1;
  }

  private void put(char c, int from, int to) {
    char is = c < 0x80 ? c : plain(c);
    if (is == '\0') {
      plain.swallow(to);
    } else {
      plain.add(is, from, to);
    }
  }

  /** What stands for that character; {@code '\0'} for one that cannot be seen. */
  private static char plain(char c) {
    if (c >= 0xFF01 && c <= 0xFF5E) {
      return (char) (c - 0xFEE0);
    }
    if (c < 0x2000 || c > 0x30FF) {
      return plainElsewhere(c);
    }
    if (c <= 0x200A || c == 0x202F || c == 0x205F || c == 0x3000) {
      return ' ';
    }
    if ((c >= 0x2010 && c <= 0x2013) || c == 0x2212) {
      return '-';
    }
    return c <= 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ? '\0' : c;
  }

  private static char plainElsewhere(char c) {
    if (c == 0xA0) {
      return ' ';
    }
    if (c == 0xAD || c == 0xFEFF) {
      return '\0';
    }
    if (c < 0x660 || (c > 0x1819 && c < 0xA620) || c >= 0xD7FF) {
      return c;
    }
    return Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER
        ? (char) ('0' + Character.digit(c, 10))
        : c;
  }
}
