package dev.understudy.sink.redaction.secret;

import dev.understudy.sink.redaction.text.Anchored;
import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Finds;
import dev.understudy.sink.redaction.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Finds JSON web tokens (RFC 7519), signed or encrypted: parts in base64url with dots between, the
 * first of which decodes to a JSON object that names an {@code alg}. One that is cut off after, or
 * at the end of the text within, its header is found too.
 */
public final class Jwts implements Anchored {
  private static final int LONGEST_HEADER = 2_048;
  private static final int MOST_PARTS = 5;

  @Override
  public String anchors() {
    return "J";
  }

  @Override
  public void at(Text text, int place, Finds finds) {
    int from = place - 2;
    if (!text.has("ey", from)
        || Characters.isBase64Url(text.at(from - 1))
        || isLaterPart(text, from)) {
      return;
    }
    int header = partEnd(text, from, from + LONGEST_HEADER);
    if ((text.at(header) != '.' && header < text.end()) || !isHeader(text, from, header)) {
      return;
    }
    int to = header;
    for (int parts = 1; parts < MOST_PARTS && text.at(to) == '.'; parts++) {
      to = partEnd(text, to + 1, text.end());
    }
    while (text.at(to - 1) == '.') {
      to--;
    }
    finds.found(text, "JWT", text.between(from, to), from, to);
  }

  /** Whether the part before the dot begins like a token, which then was looked at from there. */
  private static boolean isLaterPart(Text text, int from) {
    if (text.at(from - 1) != '.') {
      return false;
    }
    int before = from - 1;
    while (before > from - LONGEST_HEADER && Characters.isBase64Url(text.at(before - 1))) {
      before--;
    }
    return text.has("eyJ", before);
  }

  private static int partEnd(Text text, int from, int limit) {
    int at = from;
    while (at < limit && Characters.isBase64Url(text.at(at))) {
      at++;
    }
    return at;
  }

  private static boolean isHeader(Text text, int from, int to) {
    int length = to - from;
    int whole = length % 4 == 1 ? length - 1 : length;
    if (whole < 8) {
      return false;
    }
    byte[] decoded = Base64.getUrlDecoder().decode(text.between(from, from + whole));
    String header = new String(decoded, StandardCharsets.ISO_8859_1);
    return header.startsWith("{")
        && (header.contains("\"alg\"") || (to == text.end() && length >= 12));
  }
}
