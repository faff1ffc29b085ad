package dev.understudy.sink.redaction.number;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.understudy.sink.redaction.text.Anchored;
import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Finds;
import dev.understudy.sink.redaction.text.Surroundings;
import dev.understudy.sink.redaction.text.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Telephone numbers that libphonenumber knows as valid: of all the world after a plus, or after 00
 * with groups; of the regions given, as people there write them. So that ids, dates and prices are
 * not taken for telephones, a number of a region must be grouped as the region groups it, or begin
 * with 0 or a parenthesis, or have a word such as "phone" before it.
 */
public final class Phones implements NumberCheck, Anchored {
  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
  private static final int FEWEST_DIGITS = 7;
  private static final int MOST_DIGITS = 15;
  private static final int WIDEST_GAP = 3;
  private static final int MOST_TRIES = 4;
  private static final Surroundings WORDS =
      new Surroundings(
          "phone",
          "telephone",
          "tel",
          "mobile",
          "cell",
          "cellphone",
          "fax",
          "call",
          "dial",
          "sms",
          "whatsapp",
          "msisdn",
          "telefon",
          "telefono",
          "teléfono",
          "téléphone",
          "handy",
          "mobil",
          "móvil",
          "celular",
          "cellulare",
          "portable",
          "telefone",
          "телефон",
          "电话",
          "手机",
          "電話");

  /** A region, and whether it numbers as North America does. */
  private record Region(String code, boolean american) {}

  private final Region[] regions;

  /** Telephones of the world, and national spellings of those regions (ISO 3166-1 alpha-2). */
  public Phones(List<String> regions) {
    this.regions =
        regions.stream()
            .map(code -> new Region(code, LIBRARY.getCountryCodeForRegion(code) == 1))
            .toArray(Region[]::new);
  }

  @Override
  public String anchors() {
    return "+";
  }

  /** A number after a plus. */
  @Override
  public void at(Text text, int plus, Finds finds) {
    if (Characters.isWord(text.at(plus - 1)) || text.at(plus - 1) == '+') {
      return;
    }
    int[] ends = new int[MOST_DIGITS];
    int groups = 0;
    StringBuilder number = new StringBuilder(MOST_DIGITS + 1).append('+');
    int at = plus + 1;
    while (groups < MOST_DIGITS) {
      int gap = at;
      while (at < gap + WIDEST_GAP && isSeparator(text.at(at))) {
        at++;
      }
      if (!Characters.isDigit(text.at(at))) {
        break;
      }
      while (Characters.isDigit(text.at(at)) && number.length() <= MOST_DIGITS) {
        number.append(text.at(at++));
      }
      if (Characters.isDigit(text.at(at))) {
        break;
      }
      ends[groups++] = at;
    }
    int tries = 0;
    for (int last = groups - 1; last >= 0 && tries < MOST_TRIES; last--) {
      int digits = digits(text, plus, ends[last]);
      if (digits < FEWEST_DIGITS) {
        break;
      }
      if (!Characters.isWord(text.at(ends[last]))) {
        tries++;
        String spelled = valid(number.substring(0, digits + 1));
        if (spelled != null) {
          finds.found(text, "PHONE", spelled, plus, ends[last]);
          break;
        }
      }
    }
  }

  private static int digits(Text text, int from, int to) {
    int digits = 0;
    for (int i = from; i < to; i++) {
      digits += Characters.isDigit(text.at(i)) ? 1 : 0;
    }
    return digits;
  }

  /** A number without a plus. */
  @Override
  public void look(Window window, Finds finds) {
    if (window.count() > MOST_DIGITS || !isFree(window)) {
      return;
    }
    String spelled = window.digit(0) == 0 && window.digit(1) == 0 ? abroad(window) : null;
    for (int i = 0; i < regions.length && spelled == null; i++) {
      spelled = national(window, regions[i]);
    }
    if (spelled != null) {
      int from = window.from();
      boolean opened = window.text().at(from - 1) == '(';
      finds.found(window.text(), "PHONE", spelled, opened ? from - 1 : from, window.to());
    }
  }

  /** Whether it stands alone, and is no sum, fraction or row of single digits. */
  private static boolean isFree(Window window) {
    Text text = window.text();
    char before = text.at(window.from() - 1);
    if (before == '+' || before == '$' || before == '€' || before == '£' || window.isPartOfMore()) {
      return false;
    }
    if (window.groups() == 2 && window.separators() == Window.DOT && window.groupLength(0) < 3) {
      return false;
    }
    for (int i = 1; i < window.groups(); i++) {
      if (window.groupLength(i) == 1) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String abroad(Window window) {
    return window.groups() > 2 || isSpokenOf(window)
        ? valid("+" + window.number().substring(2))
        : null;
  }

  private static @Nullable String national(Window window, Region region) {
    boolean american = region.american();
    int trunk = american && window.count() == 11 && window.digit(0) == 1 ? 1 : 0;
    if (american && (window.count() != 10 + trunk || window.digit(trunk) < 2)) {
      return null;
    }
    boolean opened =
        window.text().at(window.from() - 1) == '('
            || (trunk == 1 && (window.separators() & Window.PARENTHESIS) != 0);
    boolean marked = (opened && window.groups() > 1) || window.digit(0) == 0;
    if (!marked && window.isBare() && !isSpokenOf(window)) {
      return null;
    }
    if (american) {
      boolean fits = marked || isGroupedAmerican(window) || isSpokenOf(window);
      return fits ? american(window.number().substring(trunk)) : null;
    }
    PhoneNumber parsed = parsed(window.number(), region.code());
    if (parsed == null || !LIBRARY.isValidNumber(parsed)) {
      return null;
    }
    return marked || isGroupedLike(parsed, window) || isSpokenOf(window)
        ? LIBRARY.format(parsed, PhoneNumberFormat.E164)
        : null;
  }

  /** Whether the last ten digits are parted 3-3-4 or less. */
  private static boolean isGroupedAmerican(Window window) {
    // As in "Clause 252.227-7013".
    if ((window.separators() & ~Window.DOT) != 0 && (window.separators() & Window.DOT) != 0) {
      return false;
    }
    int behind = 0;
    for (int group = window.groups() - 1; group > 0; group--) {
      behind += window.groupLength(group);
      if (behind != 4 && behind != 7 && behind != 10) {
        return false;
      }
    }
    return !window.isBare();
  }

  /** North American numbers are most of all; they need no parsing, which costs the most. */
  private static @Nullable String american(String tenDigits) {
    PhoneNumber number =
        new PhoneNumber().setCountryCode(1).setNationalNumber(Long.parseLong(tenDigits));
    return LIBRARY.isValidNumber(number) ? "+1" + tenDigits : null;
  }

  private static boolean isSpokenOf(Window window) {
    return WORDS.speakOf(window.text(), window.from());
  }

  /** Whether the window parts its digits only where the region's own format does. */
  private static boolean isGroupedLike(PhoneNumber number, Window window) {
    String format = LIBRARY.format(number, PhoneNumberFormat.NATIONAL);
    long parts = 0;
    int digits = 0;
    for (int i = format.length() - 1; i >= 0; i--) {
      if (Characters.isDigit(format.charAt(i))) {
        digits++;
      } else {
        parts |= 1L << digits;
      }
    }
    parts |= 1L << digits;
    int behind = 0;
    for (int group = window.groups() - 1; group > 0; group--) {
      behind += window.groupLength(group);
      if ((parts >>> behind & 1) == 0) {
        return false;
      }
    }
    return !window.isBare();
  }

  /** The number in E.164, if one begins with that plus; null where it is not valid. */
  private static @Nullable String valid(String number) {
    if (number.length() == 12 && number.startsWith("+1")) {
      return american(number.substring(2));
    }
    PhoneNumber parsed = parsed(number, null);
    return parsed != null && LIBRARY.isValidNumber(parsed)
        ? LIBRARY.format(parsed, PhoneNumberFormat.E164)
        : null;
  }

  private static @Nullable PhoneNumber parsed(String number, @Nullable String region) {
    try {
      return LIBRARY.parse(number, region);
    } catch (NumberParseException none) {
      return null;
    }
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
  }
}
