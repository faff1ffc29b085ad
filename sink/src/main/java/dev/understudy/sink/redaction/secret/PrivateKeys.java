package dev.understudy.sink.redaction.secret;

import dev.understudy.sink.redaction.text.Anchored;
import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Finds;
import dev.understudy.sink.redaction.text.Text;

/**
 * Finds private keys in text armour (RFC 7468 and its forerunners: PKCS 1 and 8, OpenSSH, PGP,
 * SSH2) from their first line to their last, line ends being what they may. Where the last line is
 * missing, up to what no longer looks like a key.
 */
public final class PrivateKeys implements Anchored {
  private static final int LONGEST_LABEL = 64;
  private static final int SHORTEST_LINE = 16;

  @Override
  public String anchors() {
    return "B";
  }

  @Override
  public void at(Text text, int place, Finds finds) {
    if (!text.has("BEGIN ", place)) {
      return;
    }
    int from = text.at(place - 1) == ' ' ? place - 1 : place;
    while (from > place - 6 && text.at(from - 1) == '-') {
      from--;
    }
    if (place - from < 5) {
      return;
    }
    int label = labelEnd(text, place + 6);
    if (!isPrivate(text, place + 6, label)) {
      return;
    }
    int to = end(text, label);
    if (to > label) {
      finds.found(text, "PRIVATE_KEY", text.between(from, to), from, to);
    }
  }

  private static int labelEnd(Text text, int from) {
    int at = from;
    while (at < from + LONGEST_LABEL
        && (Characters.isUpper(text.at(at)) || isLabelMark(text, at))) {
      at++;
    }
    return at;
  }

  private static boolean isLabelMark(Text text, int at) {
    char c = text.at(at);
    return c == ' ' || Characters.isDigit(c);
  }

  private static boolean isPrivate(Text text, int from, int to) {
    return text.at(to) == '-' && text.between(from, to).contains("PRIVATE KEY");
  }

  /** The place after the key, {@code label} where there is nothing of it. */
  private static int end(Text text, int label) {
    int body = label;
    while (text.at(body) == '-') {
      body++;
    }
    int at = body;
    while (at < text.end()) {
      if (text.at(at) != '-') {
        at++;
        continue;
      }
      while (text.at(at) == '-' || text.at(at) == ' ') {
        at++;
      }
      if (text.has("END ", at)) {
        at = labelEnd(text, at + 4);
        while (text.at(at) == '-') {
          at++;
        }
        return at;
      }
      if (text.has("BEGIN ", at)) {
        break;
      }
    }
    return unendedEnd(text, body, label);
  }

  /** As far as words long enough for a line of a key reach, or the whole rest if it is short. */
  private static int unendedEnd(Text text, int body, int label) {
    int end = label;
    int at = body;
    while (at < text.end()) {
      boolean newLine = false;
      while (at < text.end() && isGap(text, at)) {
        newLine |= text.at(at) != ' ';
        at++;
      }
      int word = at;
      while (at < text.end() && isKeyPart(text.at(at))) {
        at++;
      }
      if (at > word && text.at(at) == ':') {
        at = headerEnd(text, at);
        continue;
      }
      boolean shortOne = at - word < SHORTEST_LINE;
      if (at == word || (shortOne && !newLine && at < text.end())) {
        break;
      }
      end = at;
      if (shortOne) {
        // The last line of a key is as long as it happens to be.
        break;
      }
    }
    return end;
  }

  /** Where a line such as {@code Proc-Type: 4,ENCRYPTED} ends. */
  private static int headerEnd(Text text, int from) {
    int at = from;
    while (at < text.end() && text.at(at) != '\n' && text.at(at) != '\\') {
      at++;
    }
    return at;
  }

  private static boolean isGap(Text text, int at) {
    char c = text.at(at);
    return Characters.isSpace(c)
        || c == '\\'
        || ((c == 'n' || c == 'r') && text.at(at - 1) == '\\');
  }

  private static boolean isKeyPart(char c) {
    return Characters.isAlphanumeric(c) || c == '+' || c == '/' || c == '=' || c == '-';
  }
}
