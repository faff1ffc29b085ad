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

  private static final int ASCII = 0x80;
  private static final byte[] KINDS = new byte[ASCII];
  private static final byte OTHER = 0;
  private static final byte LETTER = 1;
  private static final byte DIGIT = 2;
  private static final byte SPACE = 3;

  static {
    for (char c = 0; c < ASCII; c++) {
      KINDS[c] = kind(c);
    }
  }

  private TextScan() {}

  private static byte kind(char c) {
    if (c < FIRST_SIGN && Character.isLetter(c)) {
      return LETTER;
    }
    if (c >= '0' && c <= '9') {
      return DIGIT;
    }
    return Character.isWhitespace(c) ? SPACE : OTHER;
  }

  /** About how many tokens the text has. */
  static long tokens(String text) {
    long tokens = 0;
    char[] chars = text.toCharArray(); // asking the text for each takes longer
    for (int at = 0; at < chars.length; ) {
      byte kind = kindOf(chars[at]);
      int from = at++;
      if (kind == LETTER || kind == DIGIT) {
        while (at < chars.length && kindOf(chars[at]) == kind) {
          at++;
        }
        int one = kind == LETTER ? LETTERS_PER_TOKEN : DIGITS_PER_TOKEN;
        tokens += (at - from + one - 1) / one;
      } else if (kind == OTHER) {
        tokens++;
      }
    }
    return tokens;
  }

  private static byte kindOf(char c) {
    return c < ASCII ? KINDS[c] : kind(c);
  }
}
