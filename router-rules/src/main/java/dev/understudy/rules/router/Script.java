package dev.understudy.rules.router;

/** What characters are for, and the writing they belong to. */
enum Script {
  /** Small letters of English, spaces and line breaks: what most texts are made of. */
  PLAIN,
  CAPITAL,
  DIGIT,
  /** Signs of ASCII. */
  SIGN,
  /** Latin letters that English does without. */
  ACCENTED,
  GREEK,
  CYRILLIC,
  /** Arabic and Hebrew. */
  SEMITIC,
  /** The writings of India and of South East Asia. */
  INDIC,
  /** Chinese, Japanese and Korean. */
  EAST_ASIAN,
  /** All else, such as emoji. */
  OTHER;

  private static final int COUNT = values().length;
  private static final int PLAIN_PLACE = PLAIN.place();
  private static final Script[] ASCII = new Script[0x80];
  private static final byte[] ASCII_PLACES = new byte[0x80];

  static {
    for (char c = 0; c < ASCII.length; c++) {
      ASCII[c] =
          c >= 'A' && c <= 'Z'
              ? CAPITAL
              : c >= '0' && c <= '9' ? DIGIT : (c >= 'a' && c <= 'z') || c <= ' ' ? PLAIN : SIGN;
      ASCII_PLACES[c] = (byte) ASCII[c].place();
    }
  }

  /** Its place in {@link #counts}. */
  @SuppressWarnings("EnumOrdinal") // the places are of use within one run alone
  int place() {
    return ordinal();
  }

  /** That of a UTF-16 unit, by the blocks of Unicode; both halves of a pair are {@link #OTHER}. */
  static Script of(char c) {
    if (c < 0x80) {
      return ASCII[c];
    }
    if (c < 0x250) {
      return c < 0xC0 ? OTHER : ACCENTED;
    }
    if (c < 0x370) {
      return OTHER;
    }
    if (c < 0x590) {
      return c < 0x400 ? GREEK : c < 0x530 ? CYRILLIC : OTHER;
    }
    if (c < 0x1100) {
      return c < 0x780 ? SEMITIC : c < 0x900 ? OTHER : INDIC;
    }
    if (c < 0x2000) {
      return c < 0x1200 ? EAST_ASIAN : c >= 0x1E00 && c < 0x1F00 ? ACCENTED : OTHER;
    }
    return (c >= 0x2E80 && c < 0xA4D0) || (c >= 0xAC00 && c < 0xD7B0) || (c >= 0xF900 && c < 0xFB00)
        ? EAST_ASIAN
        : OTHER;
  }

  /**
   * How many UTF-16 units of a text are of each, by their places.
   *
   * @param text what is looked at from its beginning
   */
  static int[] counts(String text) {
    int[] counts = new int[COUNT];
    char[] units = text.toCharArray(); // asking the text for each takes longer
    int plain = 0; // most are; writing each into memory takes longer
    for (int i = 0; i < units.length; i++) {
      char c = units[i];
      int place = c < 0x80 ? ASCII_PLACES[c] : of(c).place();
      if (place == PLAIN_PLACE) {
        plain++;
      } else {
        counts[place]++;
      }
    }
    counts[PLAIN_PLACE] = plain;
    return counts;
  }
}
