package dev.understudy.exchange.prompt.template;

/**
 * Where a text may be parted: not inside a word. A word is a run of letters, digits, marks and
 * {@code _}; each other character is a token of its own, white space too, as are characters of
 * scripts written without spaces.
 */
public final class Boundary {
  private Boundary() {}

  /** Whether the text may be parted at that place; at its ends always. */
  public static boolean at(String text, int place) {
    if (place <= 0 || place >= text.length()) {
      return true;
    }
    if (Character.isSurrogatePair(text.charAt(place - 1), text.charAt(place))) {
      return false;
    }
    return !(isWordPart(text.codePointBefore(place)) && isWordPart(text.codePointAt(place)));
  }

  /** The end of the token that begins at that place. */
  public static int after(String text, int place) {
    int at = place + Character.charCount(text.codePointAt(place));
    while (!at(text, at)) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  /** The beginning of the token that ends at that place. */
  public static int before(String text, int place) {
    int at = place - Character.charCount(text.codePointBefore(place));
    while (!at(text, at)) {
      at -= Character.charCount(text.codePointBefore(at));
    }
    return at;
  }

  /** Whether the character is part of a word. */
  public static boolean isWordPart(int c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    int type = Character.getType(c);
    boolean joins =
        type == Character.NON_SPACING_MARK
            || type == Character.COMBINING_SPACING_MARK
            || Character.isLetterOrDigit(c);
    return joins && !standsAlone(c);
  }

  private static boolean standsAlone(int c) {
    if (Character.isIdeographic(c)) {
      return true;
    }
    return switch (Character.UnicodeScript.of(c)) {
      case HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
