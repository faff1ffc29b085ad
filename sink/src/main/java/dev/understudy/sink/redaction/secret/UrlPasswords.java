package dev.understudy.sink.redaction.secret;

import dev.understudy.sink.redaction.text.Anchored;
import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Finds;
import dev.understudy.sink.redaction.text.Text;

/**
 * Finds the password in addresses such as {@code postgres://user:password@host/database}: what
 * stands between the colon and the last at sign before the path (RFC 3986 section 3.2.1).
 */
public final class UrlPasswords implements Anchored {
  private static final int LONGEST = 256;

  @Override
  public String anchors() {
    return ":";
  }

  @Override
  public void at(Text text, int colon, Finds finds) {
    if (!text.has("://", colon) || !Characters.isAlphanumeric(text.at(colon - 1))) {
      return;
    }
    int password = -1;
    int sign = -1;
    for (int i = colon + 3; i < colon + 3 + LONGEST; i++) {
      char c = text.at(i);
      if (c <= ' ' || c == '/' || c == '?' || c == '#' || c == '"' || c == '<') {
        break;
      }
      if (c == ':' && password < 0) {
        password = i + 1;
      } else if (c == '@' && password > 0) {
        sign = i;
      }
    }
    if (sign > password && password > 0) {
      finds.found(text, "API_KEY", text.between(password, sign), password, sign);
    }
  }
}
