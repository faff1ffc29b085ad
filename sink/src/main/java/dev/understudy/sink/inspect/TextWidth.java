package dev.understudy.sink.inspect;

/** How wide text is on a terminal, and how to make it safe and short enough to print there. */
final class TextWidth {
  private static final int CONTROL_PICTURES = 0x2400;
  private static final int PICTURE_OF_DELETE = 0x2421;

  /** Delete, the C1 controls and the bidirectional controls. */
  private static final int[][] STEERING = {{0x7F, 0x9F}, {0x202A, 0x202E}, {0x2066, 0x2069}};

  /** East Asian wide characters and emoji (Unicode Standard Annex 11, by block). */
  private static final int[][] WIDE = {
    {0x1100, 0x115F},
    {0x2E80, 0xA4CF},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF},
    {0x1F900, 0x1FAFF},
    {0x20000, 0x3FFFD}
  };

  private TextWidth() {}

  /** The columns a text takes. */
  static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  /**
   * A text without control characters, which would let captured content steer the terminal: each is
   * shown by its picture.
   */
  static String printable(String text) {
    return text.codePoints()
        .map(c -> c == '\n' || c == '\t' ? c : picture(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** A printable text in one line: every run of blanks is one space. */
  static String oneLine(String text) {
    return printable(text.strip().replaceAll("\\s+", " "));
  }

  /** A text cut to at most so many columns, the last of which says that something is missing. */
  static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int width = 0;
    for (int c : text.codePoints().toArray()) {
      if (width + of(c) > columns - 1) {
        break;
      }
      kept.appendCodePoint(c);
      width += of(c);
    }
    return kept.append('…').toString();
  }

  private static int picture(int c) {
    if (c < 0x20) {
      return CONTROL_PICTURES + c;
    }
    return within(c, STEERING) ? PICTURE_OF_DELETE : c;
  }

  private static int of(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  private static boolean isWide(int c) {
    return within(c, WIDE);
  }

  private static boolean within(int c, int[][] ranges) {
    for (int[] range : ranges) {
      if (c >= range[0] && c <= range[1]) {
        return true;
      }
    }
    return false;
  }
}
