package dev.understudy.diff.text;

/**
 * A text to be measured, with its tokens. What lies beyond {@value #MAX_LENGTH} characters is not
 * measured.
 *
 * @param text the text, white space around it off
 * @param tokens its tokens
 * @param isClipped whether there was more
 */
public record Passage(String text, Tokens tokens, boolean isClipped) {
  /** As long as some twenty pages; two such texts are measured in some tens of milliseconds. */
  public static final int MAX_LENGTH = 64 << 10;

  /** A text, or the beginning of a long one. */
  public static Passage of(String whole) {
    String text = whole.strip();
    boolean isClipped = text.length() > MAX_LENGTH;
    if (isClipped) {
      boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1));
      text = text.substring(0, splitsPair ? MAX_LENGTH - 1 : MAX_LENGTH);
    }
    return new Passage(text, Tokens.of(text), isClipped);
  }
}
