package dev.understudy.exchange.ngram;

/**
 * Finds the words of texts of ASCII as {@link Words} does and hashes them, and pairs of them, on
 * the way: in one pass, without memory of its own, as most texts are such. Used by one thread.
 */
final class AsciiRuns {
  private static final int ASCII = 0x80;
  private static final byte SPACE = 0;
  private static final byte PART = 1;
  private static final byte SIGN = 2;
  private static final byte[] KINDS = new byte[ASCII];

  /** The small letters of large ones, and all else as it is. */
  private static final char[] SMALL = new char[ASCII];

  static {
    for (char c = 0; c < ASCII; c++) {
      SMALL[c] = Character.toLowerCase(c);
      KINDS[c] = Character.isLetterOrDigit(c) ? PART : Character.isWhitespace(c) ? SPACE : SIGN;
    }
  }

  private char[] text = {};

  /**
   * Adds the places of all words and, if pairs are wanted, of those.
   *
   * @return how many words there are; -1 where the text is not all ASCII: what was added then is of
   *     no use
   */
  int add(String read, boolean pairs, Places places) {
    int length = read.length();
    if (text.length < length) {
      text = new char[length];
    }
    read.getChars(0, length, text, 0);
    int words = 0;
    int before = 0; // the hash of the word before
    for (int at = 0; at < length; ) {
      char c = text[at++];
      if (c >= ASCII) {
        return -1;
      }
      byte kind = KINDS[c];
      if (kind == SPACE) {
        continue;
      }
      int alone = Hashes.with(Hashes.begun(Hashes.NONE), SMALL[c]);
      int pair = Hashes.with(Hashes.begun(before), SMALL[c]);
      if (kind == PART) {
        while (at < length && (c = text[at]) < ASCII && KINDS[c] == PART) {
          alone = Hashes.with(alone, SMALL[c]);
          pair = Hashes.with(pair, SMALL[c]);
          at++;
        }
      }
      places.add(Hashes.spread(alone));
      if (pairs && words > 0) {
        places.add(Hashes.spread(pair));
      }
      before = alone;
      words++;
    }
    return words;
  }
}
