package dev.understudy.sink.redaction.body;

import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Draft;
import dev.understudy.sink.redaction.text.Text;

/** Takes the escapes of a JSON string off (RFC 8259 section 7). */
final class Escapes {
  private Escapes() {}

  /** What the string says; an escape that is cut off or not JSON's is left as it is. */
  static Text off(Text text, int from, int to, String name) {
    char[] chars = text.chars();
    Draft draft = new Draft(text, to - from);
    int plain = from;
    for (int i = from; i < to; ) {
      if (chars[i] != '\\') {
        i++;
        continue;
      }
      draft.copy(plain, i);
      int end = end(chars, i, to);
      draft.add(end - i == 1 ? '\\' : character(chars, i), i, end);
      i = end;
      plain = end;
    }
    draft.copy(plain, to);
    return draft.text(name);
  }

  private static int end(char[] chars, int at, int to) {
    if (at + 1 == to) {
      return to;
    }
    return switch (chars[at + 1]) {
      case 'b', 'f', 'n', 'r', 't', '"', '\\', '/' -> at + 2;
      case 'u' -> {
        int digits = at + 2;
        while (digits < to && digits < at + 6 && Characters.isHex(chars[digits])) {
          digits++;
        }
        yield digits == at + 6 ? digits : digits == to ? to : at + 1;
      }
      default -> at + 1;
    };
  }

  private static char character(char[] chars, int at) {
    return switch (chars[at + 1]) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int value = 0;
        for (int i = at + 2; i < at + 6 && i < chars.length; i++) {
          value = value << 4 | Math.max(0, Characters.hex(chars[i]));
        }
        yield (char) value;
      }
      default -> chars[at + 1];
    };
  }
}
