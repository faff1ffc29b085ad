package dev.understudy.sink.redaction.address;

import dev.understudy.sink.redaction.text.Anchored;
import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Finds;
import dev.understudy.sink.redaction.text.Surroundings;
import dev.understudy.sink.redaction.text.Text;

/**
 * Finds addresses of IPv4 in dotted decimals. Left alone: loopback, {@code 0.0.0.0} and {@code
 * 255.255.255.255}, which name nobody; four numbers after a word such as "version" or within {@code
 * Chrome/120.0.0.0}; five numbers and more.
 */
public final class IpAddresses implements Anchored {
  private static final Surroundings VERSIONS =
      new Surroundings("version", "ver", "release", "build", "upgrade", "v");

  @Override
  public String anchors() {
    return "0123456789";
  }

  @Override
  public void at(Text text, int place, Finds finds) {
    char before = text.at(place - 1);
    if (Characters.isWord(before) || (before == '.' && isPart(text, place - 2))) {
      return;
    }
    int address = 0;
    int at = place;
    for (int part = 0; part < 4; part++) {
      if (part > 0) {
        if (text.at(at) != '.') {
          return;
        }
        at++;
      }
      int value = 0;
      int digits = 0;
      while (digits < 4 && Characters.isDigit(text.at(at))) {
        value = value * 10 + text.at(at) - '0';
        digits++;
        at++;
      }
      if (digits == 0 || digits > 3 || value > 255) {
        return;
      }
      address = address << 8 | value;
    }
    char after = text.at(at);
    if (Characters.isWord(after)
        || (after == '.' && isPart(text, at + 1))
        || (after == '-' && Characters.isWord(text.at(at + 1)))
        || address == 0
        || address == -1
        || address >>> 24 == 127
        || isProduct(text, place)
        || VERSIONS.speakOf(text.slice(Math.max(text.start(), place - 12), text.end()), place)) {
      return;
    }
    finds.found(text, "IP", canonical(address), place, at);
  }

  private static boolean isPart(Text text, int place) {
    return Characters.isDigit(text.at(place));
  }

  /** Whether it follows a name and a slash, and is not the end of a longer path. */
  private static boolean isProduct(Text text, int place) {
    if (text.at(place - 1) != '/') {
      return false;
    }
    int at = place - 1;
    while (at > text.start() && at > place - 40 && isNamePart(text.at(at - 1))) {
      at--;
    }
    return at < place - 1 && text.at(at - 1) != '/';
  }

  private static boolean isNamePart(char c) {
    return Characters.isWord(c) || c == '-' || c == '.';
  }

  private static String canonical(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 0xFF)
        + "."
        + (address >>> 8 & 0xFF)
        + "."
        + (address & 0xFF);
  }
}
