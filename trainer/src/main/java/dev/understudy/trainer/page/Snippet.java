package dev.understudy.trainer.page;

import java.util.Objects;

/**
 * The beginning of a text.
 *
 * @param text at most {@link #LIMIT} characters (code points)
 * @param characters how many the whole text has
 */
public record Snippet(String text, long characters) {
  /** How many characters of a text a page shows at most. */
  public static final int LIMIT = 4000;

  public Snippet {
    Objects.requireNonNull(text, "text");
    text = beginning(text, LIMIT);
  }

  /** The beginning of that text. */
  public static Snippet of(String text) {
    return new Snippet(text, text.codePointCount(0, text.length()));
  }

  /** So many characters of it at most. */
  public String beginning(int limit) {
    return beginning(text, limit);
  }

  /** Whether the text goes on. */
  public boolean isCut() {
    return characters > text.codePointCount(0, text.length());
  }

  private static String beginning(String text, int limit) {
    return text.length() <= limit || text.codePointCount(0, text.length()) <= limit
        ? text
        : text.substring(0, text.offsetByCodePoints(0, limit));
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Snippet[" + characters + " characters]";
  }
}
