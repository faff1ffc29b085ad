package dev.understudy.sink.redaction.text;

/** What detectors ask of single characters. */
public final class Characters {
  private Characters() {}

  /** Whether it is one of 0 to 9. */
  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether it is one of a to z or A to Z. */
  public static boolean isLetter(char c) {
    char lower = (char) (c | 0x20);
    return lower >= 'a' && lower <= 'z';
  }

  /** Whether it is one of A to Z. */
  public static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** Whether it is an ASCII letter or digit. */
  public static boolean isAlphanumeric(char c) {
    return isDigit(c) || isLetter(c);
  }

  /**
   * Whether it sticks to what stands beside it. Letters of scripts without spaces do not, so ASCII
   * alone counts.
   */
  public static boolean isWord(char c) {
    return isAlphanumeric(c) || c == '_';
  }

  /** Whether it is a hexadecimal digit. */
  public static boolean isHex(char c) {
    return hex(c) >= 0;
  }

  /** The value of a hexadecimal digit, -1 for other characters. */
  public static int hex(char c) {
    if (isDigit(c)) {
      return c - '0';
    }
    char lower = (char) (c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** Whether it may stand in base64url (RFC 4648 section 5). */
  public static boolean isBase64Url(char c) {
    return isAlphanumeric(c) || c == '-' || c == '_';
  }

  /** Whether it is a space, tab or line end. */
  public static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }
}
