package dev.understudy.sink.redaction.number;

import dev.understudy.sink.redaction.text.Anchored;
import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Finds;
import dev.understudy.sink.redaction.text.Text;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Bank accounts (IBAN, ISO 13616): a country, as many characters as the country's accounts have, in
 * one piece or with single spaces or dashes between, and a remainder of 1 on division by 97.
 */
public final class Ibans implements Anchored {
  private static final Map<String, Integer> LENGTHS = lengths();
  private static final int LONGEST = 34;

  @Override
  public String anchors() {
    return "0123456789";
  }

  @Override
  public void at(Text text, int place, Finds finds) {
    int from = place - 2;
    if (!Characters.isLetter(text.at(place - 1))
        || !Characters.isLetter(text.at(from))
        || Characters.isWord(text.at(from - 1))
        || !Characters.isDigit(text.at(place + 1))) {
      return;
    }
    String country = text.between(from, place).toUpperCase(Locale.ROOT);
    Integer length = LENGTHS.get(country);
    if (length == null) {
      return;
    }
    StringBuilder account = new StringBuilder(LONGEST);
    int at = from;
    while (account.length() < length) {
      char c = text.at(at);
      if (Characters.isAlphanumeric(c)) {
        account.append(c);
      } else if ((c != ' ' && c != '-') || !Characters.isAlphanumeric(text.at(at - 1))) {
        return;
      }
      at++;
    }
    String spelled = account.toString().toUpperCase(Locale.ROOT);
    if (!Characters.isWord(text.at(at)) && remainder(spelled) == 1) {
      finds.found(text, "IBAN", spelled, from, at);
    }
  }

  private static int remainder(String account) {
    int remainder = 0;
    for (int i = 0; i < account.length(); i++) {
      int value = Character.digit(account.charAt((i + 4) % account.length()), 36);
      remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
    }
    return remainder;
  }

  private static Map<String, Integer> lengths() {
    Map<String, Integer> lengths = new HashMap<>();
    String table =
        "15 NO 16 BE 18 DK FI FO GL NL SD 19 MK SI 20 AT BA EE KZ LT LU MN XK 21 CH HR LI LV "
            + "22 BG BH CR DE GB GE IE ME RS VA 23 AE GI IL IQ OM SO TL 24 AD CZ ES MD PK RO SA SE "
            + "SK TN VG 25 LY PT ST 26 IS TR 27 BI DJ FR GR IT MC MR SM 28 AL AZ BY CY DO GT HN HU "
            + "LB NI PL SV 29 BR EG PS QA UA 30 JO KW MU YE 31 MT SC 32 LC 33 RU";
    int length = 0;
    for (String word : table.split(" ", -1)) {
      if (Character.isDigit(word.charAt(0))) {
        length = Integer.parseInt(word);
      } else {
        lengths.put(word, length);
      }
    }
    return Map.copyOf(lengths);
  }
}
