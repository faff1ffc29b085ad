package dev.understudy.trainer.page;

import java.util.Locale;

/**
 * Makes any text safe to stand in HTML, between tags and in quoted attributes, and readable: what
 * cannot be seen but changes what is seen is shown by its number. Characters that XML 1.0 (section
 * 2.2) does not allow are replaced.
 */
final class Escape {
  private static final int CONTROL_PICTURES = 0x2400;
  private static final int DELETE_PICTURE = 0x2421;

  private Escape() {}

  /** Appends the text, escaped. */
  static void to(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      boolean isLineEnd = character == '\r' && i < text.length() && text.charAt(i) == '\n';
      if (!isLineEnd) {
        append(out, character);
      }
    }
  }

  private static void append(StringBuilder out, int character) {
    switch (character) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      case '\n', '\t' -> out.append((char) character);
      default -> appendOther(out, character);
    }
  }

  private static void appendOther(StringBuilder out, int character) {
    if (character < ' ') {
      out.appendCodePoint(CONTROL_PICTURES + character);
    } else if (character == 0x7f) {
      out.appendCodePoint(DELETE_PICTURE);
    } else if (isWithin(character, 0xd800, 0xdfff) || (character & 0xfffe) == 0xfffe) {
      out.append('\ufffd');
    } else if (isHidden(character)) {
      out.append(String.format(Locale.ROOT, "[U+%04X]", character));
    } else {
      out.appendCodePoint(character);
    }
  }

  /** C1 controls, what turns the direction of writing around, and the byte order mark. */
  private static boolean isHidden(int character) {
    return isWithin(character, 0x80, 0x9f)
        || isWithin(character, 0x202a, 0x202e)
        || isWithin(character, 0x2066, 0x2069)
        || isWithin(character, 0x2028, 0x2029)
        || character == 0xfeff;
  }

  private static boolean isWithin(int character, int from, int to) {
    return character >= from && character <= to;
  }
}
