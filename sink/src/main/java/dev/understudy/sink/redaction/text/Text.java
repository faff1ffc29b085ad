package dev.understudy.sink.redaction.text;

import org.jspecify.annotations.Nullable;

/**
 * Characters in which something may be found, and where each of them stands in the text they were
 * made of: the inside of a JSON string with its escapes off, the pieces of a stream joined, or a
 * stretch of the whole.
 *
 * <p>Places are indexes from {@link #start} to {@link #end}; beyond them there is {@code '\0'}.
 */
public final class Text {
  /** Takes the stretches of the whole text that some characters came from, in order. */
  @FunctionalInterface
  public interface Stretches {
    /** One stretch, its end exclusive. */
    void stretch(int from, int to);
  }

  private final char[] chars;
  private final int start;
  private final int end;
  private final @Nullable Origins origins;
  private final String name;

  Text(char[] chars, int start, int end, @Nullable Origins origins, String name) {
    this.chars = chars;
    this.start = start;
    this.end = end;
    this.origins = origins;
    this.name = name;
  }

  /** A whole text. The array must not be changed afterwards. */
  public static Text of(char[] chars) {
    return new Text(chars, 0, chars.length, null, "");
  }

  /** A stretch of this text, with the same places. */
  public Text slice(int from, int to) {
    return new Text(chars, from, to, origins, name);
  }

  /** The same text under a name, such as the key of the JSON member whose value it is. */
  public Text named(String given) {
    return new Text(chars, start, end, origins, given);
  }

  /** What the text is called where it was found; empty where it has no name. */
  public String name() {
    return name;
  }

  /** The first place. */
  public int start() {
    return start;
  }

  /** The place after the last. */
  public int end() {
    return end;
  }

  /** How many characters there are. */
  public int length() {
    return end - start;
  }

  /** The character at that place, {@code '\0'} where there is none. */
  public char at(int place) {
    return place >= start && place < end ? chars[place] : '\0';
  }

  /** The characters themselves, for loops that stay within start and end; not to be changed. */
  public char[] chars() {
    return chars;
  }

  /** Whether that word stands at that place. */
  public boolean has(String word, int place) {
    int length = word.length();
    if (place < start || place + length > end) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (chars[place + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The characters between two places. */
  public String between(int from, int to) {
    return new String(chars, from, to - from);
  }

  /** Tells which stretches of the whole text the characters between two places came from. */
  public void resolve(int from, int to, Stretches stretches) {
    if (origins == null) {
      stretches.stretch(from, to);
    } else {
      origins.resolve(from, to, stretches);
    }
  }

  /** All of its characters: content, never for logs. */
  public String content() {
    return new String(chars, start, end - start);
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Text[length=" + length() + "]";
  }
}
