package dev.understudy.sink.redaction.address;

import dev.understudy.sink.redaction.text.Anchored;
import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Finds;
import dev.understudy.sink.redaction.text.Text;
import java.util.Locale;

/**
 * Finds e-mail addresses: a local part (letters of any script, digits, {@code . _ + - % & ~ '}, or
 * quoted), an at sign, and a domain of two labels or more whose last has letters, or an address in
 * brackets. Lengths as in RFC 5321 section 4.5.3.1.
 *
 * <p>Left alone: names without a dot ({@code root@localhost}), versions ({@code pkg@1.2.3}),
 * pictures ({@code icon@2x.png}) and {@code git@host:path}; the password of a URL, which {@code
 * UrlPasswords} finds.
 */
public final class Emails implements Anchored {
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_DOMAIN = 253;

  @Override
  public String anchors() {
    return "@";
  }

  @Override
  public void at(Text text, int at, Finds finds) {
    int from = localStart(text, at);
    if (from == at) {
      return;
    }
    int to = text.at(at + 1) == '[' ? literalEnd(text, at + 2) : domainEnd(text, at + 1);
    if (to < 0
        || isPicture(text, at, to)
        || isRemote(text, from, at, to)
        || isPassword(text, from)) {
      return;
    }
    String address = text.between(from, to);
    finds.found(text, "EMAIL", address.toLowerCase(Locale.ROOT), from, to);
  }

  private static int localStart(Text text, int at) {
    int lowest = Math.max(text.start(), at - LONGEST_LOCAL);
    if (text.at(at - 1) == '"') {
      for (int i = at - 2; i >= lowest; i--) {
        if (text.at(i) == '"') {
          return i < at - 2 ? i : at;
        }
        if (text.at(i) < ' ') {
          return at;
        }
      }
      return at;
    }
    int from = at;
    int script = 0;
    while (from > lowest) {
      char c = text.at(from - 1);
      int of = isLocalMark(c) || Characters.isDigit(c) ? 0 : script(c);
      if (of < 0 || (script != 0 && of != 0 && of != script)) {
        break;
      }
      script = of == 0 ? script : of;
      from--;
    }
    while (from < at && isLocalMark(text.at(from)) && text.at(from) != '_') {
      from++;
    }
    return from;
  }

  private static int domainEnd(Text text, int start) {
    int highest = Math.min(text.end(), start + LONGEST_DOMAIN);
    int labels = 0;
    int end = -1;
    int at = start;
    while (at < highest) {
      int label = labelEnd(text, at, highest);
      if (label == at) {
        break;
      }
      labels++;
      if (labels > 1 && hasLetters(text, at, label)) {
        end = label;
      }
      if (text.at(label) != '.' && text.at(label) != 0x3002) {
        break;
      }
      at = label + 1;
    }
    return end;
  }

  private static int labelEnd(Text text, int start, int highest) {
    int script = 0;
    int at = start;
    while (at < highest) {
      char c = text.at(at);
      int of = Characters.isDigit(c) || c == '-' || c == '_' ? 0 : script(c);
      if (of < 0 || (script != 0 && of != 0 && of != script)) {
        break;
      }
      script = of == 0 ? script : of;
      at++;
    }
    while (at > start && (text.at(at - 1) == '-' || text.at(at - 1) == '_')) {
      at--;
    }
    return at;
  }

  /** A last label: of letters, or an encoded one (RFC 5891). */
  private static boolean hasLetters(Text text, int from, int to) {
    if (text.has("xn--", from)) {
      return true;
    }
    for (int i = from; i < to; i++) {
      if (script(text.at(i)) <= 0) {
        return false;
      }
    }
    return to - from >= 2 || script(text.at(from)) == 2;
  }

  private static int literalEnd(Text text, int start) {
    for (int i = start; i < start + 45; i++) {
      char c = text.at(i);
      if (c == ']') {
        return i > start ? i + 1 : -1;
      }
      if (!Characters.isHex(c) && c != '.' && c != ':' && c != 'I' && c != 'P' && c != 'v') {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isPicture(Text text, int at, int to) {
    return to == at + 7
        && Characters.isDigit(text.at(at + 1))
        && text.at(at + 2) == 'x'
        && text.at(at + 3) == '.';
  }

  /** As in {@code git@github.com:group/project}: the user is a program. */
  private static boolean isRemote(Text text, int from, int at, int to) {
    return at - from == 3 && text.has("git", from) && text.at(to) == ':';
  }

  /** Whether a URL's password ends here: {@code scheme://user:password@host}. */
  private static boolean isPassword(Text text, int from) {
    boolean colon = false;
    for (int i = from - 1; i > from - LONGEST_DOMAIN; i--) {
      char c = text.at(i);
      if (c == '/') {
        return colon && text.has("://", i - 2);
      }
      if (c <= ' ' || c == '"' || c == '<') {
        return false;
      }
      colon |= c == ':';
    }
    return false;
  }

  private static boolean isLocalMark(char c) {
    return switch (c) {
      case '.', '_', '+', '-', '%', '&', '~', '\'' -> true;
      default -> false;
    };
  }

  /** 1 for letters of scripts with spaces between words, 2 for others, -1 for no letter. */
  private static int script(char c) {
    if (c < 0x80) {
      return Characters.isLetter(c) ? 1 : -1;
    }
    if (c < 0x0E00) {
      return Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK ? 1 : -1;
    }
    if (Character.isSurrogate(c)) {
      return 2;
    }
    return Character.isLetter(c) ? c >= 0x1E00 && c < 0x2000 ? 1 : 2 : -1;
  }
}
