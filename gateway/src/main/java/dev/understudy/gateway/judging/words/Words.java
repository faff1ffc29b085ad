package dev.understudy.gateway.judging.words;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Words that are looked for: one run of characters, in capitals or not. In JSON they are looked for
 * in its strings without their escapes, and in JSON within these strings, as the arguments of tool
 * calls are.
 */
public final class Words {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST_LEVELS = 4;

  private final String wanted;

  private Words(String wanted) {
    this.wanted = wanted;
  }

  /** Those words, white space and all. */
  public static Words of(String words) {
    return new Words(words.toLowerCase(Locale.ROOT));
  }

  /** Whether a text has them as it stands or, where it is JSON, in its strings. */
  public boolean in(@Nullable String text) {
    return text != null && in(text, MOST_LEVELS);
  }

  /** Whether the strings of a JSON text have them; its keys do not count. */
  public boolean inStringsOf(@Nullable String json) {
    return json != null && inStringsOf(json, MOST_LEVELS);
  }

  private boolean in(String text, int levels) {
    return text.toLowerCase(Locale.ROOT).contains(wanted)
        || (levels > 0 && isLikeJson(text) && inStringsOf(text, levels - 1));
  }

  private static boolean isLikeJson(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c)) {
        return c == '{' || c == '[';
      }
    }
    return false;
  }

  private boolean inStringsOf(String json, int levels) {
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING && in(parser.getText(), levels)) {
          return true;
        }
      }
      return false;
    } catch (IOException noJson) { // what came before is looked at; its message quotes content
      return false;
    }
  }

  /** Never the words. */
  @Override
  public String toString() {
    return "Words[" + wanted.length() + " characters]";
  }
}
