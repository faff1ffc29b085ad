package dev.understudy.sink.redaction.number;

import dev.understudy.sink.redaction.text.Finds;
import dev.understudy.sink.redaction.text.Surroundings;

/**
 * Numbers that states give to people, of digits alone. Those whose form and check digits a number
 * rarely has by chance are found anywhere: the United States' SSN and ITIN with dashes, Germany's
 * tax id, France's NIR, Brazil's CPF with its dots, Sweden's personnummer with its dash, China's
 * resident id. The others, and these in other spellings, only where a word for them stands before:
 * SSN, CPF and personnummer without marks, the Netherlands' BSN, Poland's PESEL, India's Aadhaar.
 */
public final class NationalIds implements NumberCheck {
  private static final Surroundings SSN = new Surroundings("ssn", "social security", "itin", "tin");
  private static final Surroundings BSN =
      new Surroundings("bsn", "burgerservicenummer", "sofinummer", "sofi");
  private static final Surroundings PESEL = new Surroundings("pesel");
  private static final Surroundings CPF = new Surroundings("cpf");
  private static final Surroundings PERSONNUMMER =
      new Surroundings("personnummer", "personal number", "personal identity", "pnr");
  private static final Surroundings AADHAAR = new Surroundings("aadhaar", "aadhar", "uidai");

  @Override
  public void look(Window window, Finds finds) {
    if (isOne(window)) {
      finds.found(window.text(), "NATIONAL_ID", window.number(), window.from(), window.to());
    }
  }

  private static boolean isOne(Window window) {
    if (window.isPartOfMore()) {
      return false;
    }
    return switch (window.count()) {
      case 9 -> isSocialSecurity(window) || isBsn(window);
      case 10 -> isPersonnummer(window, 0);
      case 11 -> isTaxId(window) || isCpf(window) || isPesel(window);
      case 12 -> isPersonnummer(window, 2) || isAadhaar(window);
      case 15 -> isNir(window);
      case 18 -> isResident(window);
      default -> false;
    };
  }

  private static boolean speaks(Surroundings words, Window window) {
    return words.speakOf(window.text(), window.from());
  }

  private static boolean isSocialSecurity(Window window) {
    int area = (int) window.value(0, 3);
    int group = (int) window.value(3, 5);
    boolean itin =
        area >= 900
            && ((group >= 50 && group <= 65)
                || (group >= 70 && group <= 88)
                || (group >= 90 && group <= 92)
                || group >= 94);
    boolean ssn = area > 0 && area != 666 && area < 900 && group > 0;
    if ((!itin && !ssn) || window.value(5, 9) == 0) {
      return false;
    }
    return (window.isGrouped(3, 2, 4) && window.separators() == Window.DASH)
        || ((window.isBare() || window.isGrouped(3, 2, 4)) && speaks(SSN, window));
  }

  private static boolean isBsn(Window window) {
    int sum = -window.digit(8);
    for (int i = 0; i < 8; i++) {
      sum += (9 - i) * window.digit(i);
    }
    return sum % 11 == 0 && sum != 0 && speaks(BSN, window);
  }

  /** ISO/IEC 7064 MOD 11,10; of the first ten digits exactly one stands there twice or thrice. */
  private static boolean isTaxId(Window window) {
    if (window.digit(0) == 0 || (!window.isBare() && !window.isGrouped(2, 3, 3, 3))) {
      return false;
    }
    int[] times = new int[10];
    int product = 10;
    for (int i = 0; i < 10; i++) {
      int digit = window.digit(i);
      times[digit]++;
      int sum = (digit + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    int repeated = 0;
    for (int each : times) {
      if (each > 3) {
        return false;
      }
      repeated += each > 1 ? 1 : 0;
    }
    return repeated == 1 && (11 - product) % 10 == window.digit(10);
  }

  private static boolean isCpf(Window window) {
    boolean marked =
        window.isGrouped(3, 3, 3, 2) && window.separators() == (Window.DOT | Window.DASH);
    boolean alike = true;
    int first = 0;
    int second = 0;
    for (int i = 0; i < 10; i++) {
      alike &= window.digit(i) == window.digit(0);
      first += i < 9 ? (10 - i) * window.digit(i) : 0;
      second += (11 - i) * window.digit(i);
    }
    return !alike
        && first * 10 % 11 % 10 == window.digit(9)
        && second * 10 % 11 % 10 == window.digit(10)
        && (marked || speaks(CPF, window));
  }

  private static boolean isPesel(Window window) {
    int month = (int) window.value(2, 4) % 20;
    int sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += window.digit(i) * new int[] {1, 3, 7, 9}[i % 4];
    }
    return window.isBare()
        && isDay(month, (int) window.value(4, 6))
        && (10 - sum % 10) % 10 == window.digit(10)
        && speaks(PESEL, window);
  }

  private static boolean isPersonnummer(Window window, int century) {
    int month = (int) window.value(century + 2, century + 4);
    int day = (int) window.value(century + 4, century + 6);
    // Coordination numbers have 60 added to the day.
    if (!isDay(month, day > 60 ? day - 60 : day)
        || (century > 0 && (window.value(0, 2) < 18 || window.value(0, 2) > 20))
        || !Luhn.holds(window, century, century + 10)) {
      return false;
    }
    boolean marked = window.isGrouped(century + 6, 4) && window.separators() == Window.DASH;
    return marked || (window.isBare() && speaks(PERSONNUMMER, window));
  }

  private static boolean isAadhaar(Window window) {
    return window.digit(0) > 1
        && (window.isBare() || window.isGrouped(4, 4, 4))
        && Verhoeff.holds(window)
        && speaks(AADHAAR, window);
  }

  /** Sex, year, month, place of birth, order; 97 less the remainder by 97. */
  private static boolean isNir(Window window) {
    int sex = window.digit(0);
    int month = (int) window.value(3, 5);
    boolean born = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
    boolean shaped =
        window.isBare()
            || window.isGrouped(1, 2, 2, 2, 3, 3, 2)
            || window.isGrouped(13, 2)
            || window.isGrouped(1, 2, 2, 5, 3, 2);
    return (sex == 1 || sex == 2)
        && born
        && shaped
        && 97 - window.value(0, 13) % 97 == window.value(13, 15);
  }

  /** GB 11643: place, date of birth, order, check digit by ISO/IEC 7064 MOD 11-2. */
  private static boolean isResident(Window window) {
    return window.isBare()
        && window.digit(17) == Residents.check(window)
        && Residents.isBorn(window);
  }

  static boolean isDay(int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }
}
