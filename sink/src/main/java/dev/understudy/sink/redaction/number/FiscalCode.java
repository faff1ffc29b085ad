package dev.understudy.sink.redaction.number;

import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Text;

/** Italy's codice fiscale of a person: its form and its check letter (DM 23/12/1976). */
final class FiscalCode {
  private static final String FORM = "LLLLLLNNLNNLNNNL";

  /** Digits may be written as letters, so that two people do not share a code. */
  private static final String DIGIT_LETTERS = "LMNPQRSTUV";

  private static final int[] ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  private FiscalCode() {}

  /** Whether one begins at that place. */
  static boolean isAt(Text text, int from) {
    if (Characters.isWord(text.at(from - 1)) || Characters.isWord(text.at(from + 16))) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      char c = NationalCodes.upper(text.at(from + i));
      boolean fits =
          FORM.charAt(i) == 'L'
              ? Characters.isUpper(c)
              : Characters.isDigit(c) || DIGIT_LETTERS.indexOf(c) >= 0;
      if (!fits) {
        return false;
      }
      int value = Characters.isDigit(c) ? c - '0' : c - 'A';
      sum += i % 2 == 0 ? ODD[value] : value;
    }
    return NationalCodes.upper(text.at(from + 15)) == 'A' + sum % 26;
  }
}
