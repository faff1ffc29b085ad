package dev.understudy.gateway.judging.words;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
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
    return new Words(folded(words));
  }

  /**
   * Them in a text as it stands or, where it is JSON, in its strings; null where it has not them.
   */
  public @Nullable Excerpt in(@Nullable String text) {
    return text == null ? null : in(text, MOST_LEVELS);
  }

  /** Them in the strings of a JSON text, whose keys do not count; null where it has not them. */
  public @Nullable Excerpt inStringsOf(@Nullable String json) {
    return json == null ? null : inStringsOf(json, MOST_LEVELS);
  }

  private @Nullable Excerpt in(String text, int levels) {
    int at = folded(text).indexOf(wanted);
    if (at >= 0) {
      return Excerpt.of(text, at, at + wanted.length());
    }
    return levels > 0 && isLikeJson(text) ? inStringsOf(text, levels - 1) : null;
  }

  /**
   * A text of the same length in which letters are alike that differ in being capitals or not, by
   * the simple mappings of Unicode, as {@link String#equalsIgnoreCase} has them: a final sigma is
   * one like others.
   */
  private static String folded(String text) {
    char[] units = text.toCharArray();
    for (int i = 0; i < units.length; i++) {
      char unit = units[i];
      if (unit < 128) {
        units[i] = unit >= 'A' && unit <= 'Z' ? (char) (unit + ('a' - 'A')) : unit;
      } else if (!Character.isSurrogate(unit)) {
        units[i] = Character.toLowerCase(Character.toUpperCase(unit));
      } else if (i + 1 < units.length && Character.isSurrogatePair(unit, units[i + 1])) {
        int letter = Character.toCodePoint(unit, units[i + 1]);
        Character.toChars(Character.toLowerCase(Character.toUpperCase(letter)), units, i);
        i++;
      }
    }
    return new String(units);
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

  private @Nullable Excerpt inStringsOf(String json, int levels) {
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        Excerpt found = token == JsonToken.VALUE_STRING ? in(parser.getText(), levels) : null;
        if (found != null) {
          return found;
        }
      }
      return null;
    } catch (IOException noJson) { // what came before is looked at; its message quotes content
      return null;
    }
  }

  /** Never the words. */
  @Override
  public String toString() {
    return "Words[" + wanted.length() + " characters]";
  }
}
