package dev.understudy.sink.redaction.secret;

import dev.understudy.sink.redaction.text.Anchored;
import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Finds;
import dev.understudy.sink.redaction.text.Text;
import java.util.Locale;

/**
 * Finds keys by what stands before them: {@code Authorization: Bearer ...}, {@code api_key=...},
 * {@code "aws_secret_access_key": "..."}, {@code AccountKey=...}, {@code password: ...}; also
 * values of JSON members with such names. What follows must have letters and digits; of keys,
 * secrets and tokens at least 16 characters, of passwords 6.
 */
public final class Credentials implements Anchored {
  private static final String[] KEYS = {"key", "secret", "token", "credential", "credentials"};
  private static final String[] PASSWORDS = {"password", "passwd", "passphrase", "pwd"};
  private static final int LONGEST_NAME = 12;
  private static final int SHORTEST_KEY = 16;
  private static final int SHORTEST_PASSWORD = 6;
  private static final int LONGEST_PASSWORD = 128;

  @Override
  public String anchors() {
    return "=:Bb";
  }

  @Override
  public void at(Text text, int place, Finds finds) {
    char anchor = text.at(place);
    if (anchor == 'B' || anchor == 'b') {
      scheme(text, place, finds);
      return;
    }
    int value = place + 1;
    while (value < place + 5 && isOpening(text.at(value))) {
      value++;
    }
    if (!Characters.isWord(text.at(value)) && text.at(value) < '!') {
      return;
    }
    int name = place;
    while (name > place - 4 && isClosing(text.at(name - 1))) {
      name--;
    }
    char last = (char) (text.at(name - 1) | 0x20);
    // The last letters of all the names; most colons follow others.
    if ("yntlsde".indexOf(last) >= 0) {
      int from = Math.max(text.start(), name - LONGEST_NAME);
      look(text, text.between(from, name), value, finds);
    }
  }

  @Override
  public void named(Text text, Finds finds) {
    if (text.length() >= SHORTEST_PASSWORD) {
      look(text, text.name(), text.start(), finds);
    }
  }

  private static void scheme(Text text, int place, Finds finds) {
    boolean bearer = text.has("earer ", place + 1);
    if ((!bearer && !text.has("asic ", place + 1)) || Characters.isWord(text.at(place - 1))) {
      return;
    }
    int value = place + (bearer ? 7 : 6);
    int to = tokenEnd(text, value);
    int least = bearer ? SHORTEST_KEY : 12;
    if (to - value >= least && (isMixed(text, value, to) || (!bearer && text.at(to - 1) == '='))) {
      finds.found(text, "API_KEY", text.between(value, to), value, to);
    }
  }

  private static void look(Text text, String name, int value, Finds finds) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (endsWithOne(lower, PASSWORDS)) {
      int to = value;
      while (to < value + LONGEST_PASSWORD && isPasswordPart(text.at(to))) {
        to++;
      }
      report(text, value, to, SHORTEST_PASSWORD, finds);
    } else if (endsWithOne(lower, KEYS)) {
      int to = tokenEnd(text, value);
      if (!isUuid(text, value, to) || lower.contains("api") || lower.contains("secret")) {
        report(text, value, to, SHORTEST_KEY, finds);
      }
    }
  }

  private static void report(Text text, int from, int to, int least, Finds finds) {
    if (to - from >= least && isMixed(text, from, to)) {
      finds.found(text, "API_KEY", text.between(from, to), from, to);
    }
  }

  private static boolean endsWithOne(String name, String[] words) {
    for (String word : words) {
      if (name.endsWith(word)) {
        return true;
      }
    }
    return false;
  }

  private static int tokenEnd(Text text, int from) {
    int to = from;
    while (isTokenPart(text.at(to))) {
      to++;
    }
    while (to > from && text.at(to - 1) == '.') {
      to--;
    }
    // Only as padding, so that a chain of assignments is read once.
    while (to > from && text.at(to) == '=') {
      to++;
    }
    return to;
  }

  private static boolean isTokenPart(char c) {
    return Characters.isBase64Url(c) || c == '.' || c == '~' || c == '+' || c == '/';
  }

  private static boolean isPasswordPart(char c) {
    return c > ' ' && c != '"' && c != '\'' && c != ',' && c != ';' && c != '<' && c != '&'
        && c != '\\' && c != '`' && c != '@';
  }

  private static boolean isMixed(Text text, int from, int to) {
    boolean digit = false;
    boolean letter = false;
    for (int i = from; i < to; i++) {
      digit |= Characters.isDigit(text.at(i));
      letter |= Characters.isLetter(text.at(i));
    }
    return digit && letter;
  }

  private static boolean isUuid(Text text, int from, int to) {
    return to - from == 36
        && text.at(from + 8) == '-'
        && text.at(from + 13) == '-'
        && text.at(from + 18) == '-'
        && text.at(from + 23) == '-';
  }

  private static boolean isOpening(char c) {
    return c == ' ' || c == '"' || c == '\'' || c == '\\' || c == '=' || c == '>';
  }

  private static boolean isClosing(char c) {
    return c == ' ' || c == '"' || c == '\'' || c == '\\';
  }
}
