package dev.understudy.diff.drift;

/**
 * A rough count of tokens in one pass, without a vocabulary: a run of letters has one token for
 * each six, a run of digits one for each three, and signs of Chinese and the like, and all that is
 * neither letter nor digit nor white space, one each. Against the vocabularies of GPT models it is
 * off by some tenths, but always by the same, which is all that comparing needs.
 */
final class TextScan {
  private static final int LETTERS_PER_TOKEN = 6;
  private static final int DIGITS_PER_TOKEN = 3;

  /** Where scripts begin that are written without spaces (the CJK radicals). */
  private static final char FIRST_SIGN = 0x2E80;

  private TextScan() {}

  /** About how many tokens the text has. */
  static long tokens(String text) {
    long tokens = 0;
    int letters = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < FIRST_SIGN && Character.isLetter(c)) {
        tokens += letters++ % LETTERS_PER_TOKEN == 0 ? 1 : 0;
        digits = 0;
      } else if (c >= '0' && c <= '9') {
        tokens += digits++ % DIGITS_PER_TOKEN == 0 ? 1 : 0;
        letters = 0;
      } else {
        tokens += Character.isWhitespace(c) ? 0 : 1;
        letters = 0;
        digits = 0;
      }
    }
    return tokens;
  }
}
