package dev.understudy.rules.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of literal text in which each {@code *} stands for any text, slashes and nothing at all
 * included. Matching takes time linear in the text's length, whatever the pattern, and allocates
 * nothing.
 */
public final class Glob {
  private final String pattern;
  private final boolean literal;
  private final String start;
  private final String end;
  private final Needle[] between;

  private Glob(String pattern) {
    this.pattern = pattern;
    int firstStar = pattern.indexOf('*');
    this.literal = firstStar < 0;
    this.start = literal ? pattern : pattern.substring(0, firstStar);
    this.end = literal ? "" : pattern.substring(pattern.lastIndexOf('*') + 1);
    List<Needle> needles = new ArrayList<>();
    int at = firstStar;
    for (int next; !literal && (next = pattern.indexOf('*', at + 1)) >= 0; at = next) {
      if (next > at + 1) {
        needles.add(Needle.of(pattern.substring(at + 1, next)));
      }
    }
    this.between = needles.toArray(Needle[]::new);
  }

  /** The pattern of that text. */
  public static Glob of(String pattern) {
    return new Glob(pattern);
  }

  /** Whether the whole text fits the pattern. */
  public boolean matches(String text) {
    if (literal) {
      return text.equals(pattern);
    }
    int last = text.length() - end.length();
    if (last < start.length() || !text.startsWith(start) || !text.endsWith(end)) {
      return false;
    }
    int from = start.length();
    for (Needle needle : between) {
      from = needle.endIn(text, from, last);
      if (from < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether every text that fits the other pattern fits this one too.
   *
   * <p>A star of the other can only be taken by a star of this one, as literals hold no stars; so
   * it is enough to match the other pattern as if it were a text.
   */
  public boolean covers(Glob other) {
    return matches(other.pattern);
  }

  /** Whether every text fits. */
  public boolean matchesAll() {
    return covers(new Glob("*"));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Glob that && pattern.equals(that.pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  /** The pattern as written. */
  @Override
  public String toString() {
    return pattern;
  }

  /**
   * A literal to be found, by the method of Knuth, Morris and Pratt (1977).
   *
   * @param text the literal, not empty
   * @param borders for each prefix the length of its longest proper prefix that is also its suffix
   */
  @SuppressWarnings("ArrayRecordComponent") // private, never compared and never handed out
  private record Needle(String text, int[] borders) {
    static Needle of(String text) {
      int[] borders = new int[text.length()];
      int border = 0;
      for (int i = 1; i < text.length(); i++) {
        while (border > 0 && text.charAt(i) != text.charAt(border)) {
          border = borders[border - 1];
        }
        if (text.charAt(i) == text.charAt(border)) {
          border++;
        }
        borders[i] = border;
      }
      return new Needle(text, borders);
    }

    /** Where the first occurrence within [from, to) ends, or -1. */
    int endIn(String haystack, int from, int to) {
      int matched = 0;
      for (int i = from; i < to; i++) {
        while (matched > 0 && haystack.charAt(i) != text.charAt(matched)) {
          matched = borders[matched - 1];
        }
        if (haystack.charAt(i) == text.charAt(matched)) {
          matched++;
        }
        if (matched == text.length()) {
          return i + 1;
        }
      }
      return -1;
    }
  }
}
