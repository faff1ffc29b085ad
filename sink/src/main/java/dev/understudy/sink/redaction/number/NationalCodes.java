package dev.understudy.sink.redaction.number;

import dev.understudy.sink.redaction.text.Anchored;
import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Finds;
import dev.understudy.sink.redaction.text.Text;
import java.util.Locale;

/**
 * Numbers that states give to people, with letters: the United Kingdom's NINO (by its form),
 * Spain's DNI and NIE, Italy's codice fiscale, Finland's henkilötunnus, France's NIR of people born
 * in Corsica, China's resident id that ends in X (by their check characters).
 */
public final class NationalCodes implements Anchored {
  private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final String HETU_LETTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  private static final String HETU_CENTURIES = "+-ABCDEFUVWXY";

  @Override
  public String anchors() {
    return "0123456789";
  }

  @Override
  public void at(Text text, int place, Finds finds) {
    char before = text.at(place - 1);
    if (Characters.isDigit(before)) {
      return;
    }
    if (Characters.isLetter(before) || before == ' ' || before == '-') {
      nino(text, place, finds);
      foreigner(text, place, finds);
      fiscale(text, place, finds);
    }
    if (!Characters.isWord(before)) {
      plain(text, place, finds);
    }
  }

  /** Those that begin with digits. */
  private static void plain(Text text, int place, Finds finds) {
    int digits = 0;
    while (digits < 18 && Characters.isDigit(text.at(place + digits))) {
      digits++;
    }
    switch (digits) {
      case 8 -> dni(text, place, place, 0, finds);
      case 1 -> corsican(text, place, finds);
      case 6 -> {
        hetu(text, place, finds);
        corsican(text, place, finds);
      }
      case 17 -> resident(text, place, finds);
      default -> {}
    }
  }

  private static void nino(Text text, int place, Finds finds) {
    int from = place - 1;
    if (text.at(from) == ' ') {
      from--;
    }
    from--;
    char one = upper(text.at(from));
    char two = upper(text.at(from + 1));
    if (!Characters.isUpper(one)
        || !Characters.isUpper(two)
        || Characters.isWord(text.at(from - 1))
        || "DFIQUV".indexOf(one) >= 0
        || "DFIQUVO".indexOf(two) >= 0
        || isUnusedPrefix(one, two)) {
      return;
    }
    StringBuilder number = new StringBuilder(9).append(one).append(two);
    int at = place;
    while (number.length() < 8) {
      if (text.at(at) == ' ' && number.length() % 2 == 0 && at > place) {
        at++;
      }
      if (!Characters.isDigit(text.at(at))) {
        return;
      }
      number.append(text.at(at++));
    }
    at += text.at(at) == ' ' ? 1 : 0;
    char last = upper(text.at(at));
    // A lone word after six digits is no suffix: "ab 123456 a".
    boolean spaced = text.at(at - 1) == ' ';
    if (last >= 'A'
        && last <= 'D'
        && !Characters.isWord(text.at(at + 1))
        && (!spaced || Characters.isUpper(text.at(at)))) {
      found(text, number.append(last).toString(), from, at + 1, finds);
    }
  }

  private static boolean isUnusedPrefix(char one, char two) {
    return switch ("" + one + two) {
      case "BG", "GB", "NK", "KN", "TN", "NT", "ZZ" -> true;
      default -> false;
    };
  }

  private static void foreigner(Text text, int place, Finds finds) {
    int from = place - 1 - (text.at(place - 1) == '-' ? 1 : 0);
    int first = "XYZ".indexOf(upper(text.at(from)));
    if (first >= 0 && !Characters.isWord(text.at(from - 1))) {
      dni(text, from, place, first * 10_000_000, finds);
    }
  }

  private static void dni(Text text, int from, int place, int added, Finds finds) {
    int value = 0;
    int at = place;
    while (at < place + 8 && Characters.isDigit(text.at(at))) {
      value = value * 10 + text.at(at) - '0';
      at++;
    }
    if (at - place != (from == place ? 8 : 7)) {
      return;
    }
    at += text.at(at) == '-' ? 1 : 0;
    char letter = upper(text.at(at));
    if (letter == DNI_LETTERS.charAt((value + added) % 23) && !Characters.isWord(text.at(at + 1))) {
      found(text, plain(text, from, at + 1), from, at + 1, finds);
    }
  }

  private static void hetu(Text text, int place, Finds finds) {
    int check = place + 10;
    if (HETU_CENTURIES.indexOf(upper(text.at(place + 6))) < 0
        || Characters.isWord(text.at(check + 1))) {
      return;
    }
    int value = 0;
    for (int i = 0; i < 10; i++) {
      if (i != 6) {
        if (!Characters.isDigit(text.at(place + i))) {
          return;
        }
        value = value * 10 + text.at(place + i) - '0';
      }
    }
    int day = value / 10_000_000;
    int month = value / 100_000 % 100;
    if (NationalIds.isDay(month, day) && upper(text.at(check)) == HETU_LETTERS.charAt(value % 31)) {
      found(text, plain(text, place, check + 1), place, check + 1, finds);
    }
  }

  /** The NIR's department is 2A or 2B, which count as 19 and 18. */
  private static void corsican(Text text, int place, Finds finds) {
    StringBuilder number = new StringBuilder(15);
    int at = place;
    while (number.length() < 15) {
      char c = upper(text.at(at));
      if (Characters.isDigit(c) || (number.length() == 6 && (c == 'A' || c == 'B'))) {
        number.append(c);
      } else if (c != ' ' || text.at(at - 1) == ' ') {
        return;
      }
      at++;
    }
    if (number.charAt(6) < 'A' || number.charAt(5) != '2' || Characters.isWord(text.at(at))) {
      return;
    }
    String department = number.charAt(6) == 'A' ? "19" : "18";
    long value = Long.parseLong(number.substring(0, 5) + department + number.substring(7, 13));
    if (97 - value % 97 == Integer.parseInt(number.substring(13))) {
      found(text, number.toString(), place, at, finds);
    }
  }

  private static void resident(Text text, int place, Finds finds) {
    if (upper(text.at(place + 17)) != 'X' || Characters.isWord(text.at(place + 18))) {
      return;
    }
    Window window = new Window(text);
    window.add(place, place + 17, 0);
    if (Residents.check(window) == 10 && Residents.isBorn(window)) {
      found(text, window.number() + "X", place, place + 18, finds);
    }
  }

  private static void found(Text text, String value, int from, int to, Finds finds) {
    finds.found(text, "NATIONAL_ID", value, from, to);
  }

  private static void fiscale(Text text, int place, Finds finds) {
    int from = place - 6;
    if (FiscalCode.isAt(text, from)) {
      found(text, text.between(from, from + 16).toUpperCase(Locale.ROOT), from, from + 16, finds);
    }
  }

  private static String plain(Text text, int from, int to) {
    return text.between(from, to).replace("-", "").toUpperCase(Locale.ROOT);
  }

  static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char) (c - 0x20) : c;
  }
}
