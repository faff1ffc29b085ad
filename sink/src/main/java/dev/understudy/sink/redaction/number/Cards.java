package dev.understudy.sink.redaction.number;

import dev.understudy.sink.redaction.text.Finds;

/**
 * Payment cards: 13 to 19 digits, bare or in groups of three and more with a space or dash between,
 * of a length that the issuer's range has (ISO/IEC 7812), with a check digit after Luhn.
 */
public final class Cards implements NumberCheck {
  private static final int SHORTEST = 13;
  private static final int SHORTEST_GROUP = 3;

  @Override
  public void look(Window window, Finds finds) {
    int count = window.count();
    if (count < SHORTEST || !isShaped(window) || window.isDecimal()) {
      return;
    }
    if (isIssued((int) window.value(0, 6), count) && Luhn.holds(window, 0, count)) {
      finds.found(window.text(), "CARD", window.number(), window.from(), window.to());
    }
  }

  private static boolean isShaped(Window window) {
    if (window.isBare()) {
      return true;
    }
    int by = window.separators();
    if (by != Window.SPACE && by != Window.DASH) {
      return false;
    }
    for (int i = 0; i < window.groups(); i++) {
      if (window.groupLength(i) < SHORTEST_GROUP) {
        return false;
      }
    }
    return true;
  }

  /** Whether cards of that length begin with those six digits. */
  private static boolean isIssued(int first, int count) {
    int two = first / 10_000;
    int four = first / 100;
    if (two >= 40 && two <= 49) {
      return count == 13 || count == 16 || count == 19;
    }
    if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) {
      return count == 16;
    }
    if (two == 34 || two == 37) {
      return count == 15;
    }
    if ((four >= 3528 && four <= 3589) || four == 6011 || two == 65 || two == 62 || two == 81) {
      return count >= 16;
    }
    if ((four >= 3000 && four <= 3059) || two == 36 || two == 38 || two == 39) {
      return count >= 14;
    }
    if ((four >= 6440 && four <= 6499) || (four >= 2200 && four <= 2204) || four / 10 == 508) {
      return count >= 16;
    }
    return switch (four) {
      case 5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763 -> true;
      default -> two == 60 && count == 16;
    };
  }
}
