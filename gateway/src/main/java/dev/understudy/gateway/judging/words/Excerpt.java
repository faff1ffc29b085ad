package dev.understudy.gateway.judging.words;

/**
 * Words as they stand in a text, with a little of what is around them.
 *
 * @param text them, and up to {@value #AROUND} characters before and behind; an ellipsis stands for
 *     what is left out
 * @param from where they begin in it, in UTF-16 units
 * @param to where they end, exclusive
 */
public record Excerpt(String text, int from, int to) {
  private static final int AROUND = 60;
  private static final String LEFT_OUT = "\u2026";

  /** Of the run from one place of a text to another, exclusive. */
  static Excerpt of(String text, int from, int to) {
    int begin = whole(text, Math.max(0, from - AROUND));
    int end = whole(text, Math.min(text.length(), to + AROUND));
    String before = begin > 0 ? LEFT_OUT : "";
    String behind = end < text.length() ? LEFT_OUT : "";
    int moved = before.length() - begin;
    return new Excerpt(before + text.substring(begin, end) + behind, from + moved, to + moved);
  }

  /** That place, or the one before it, where it would part the two halves of a character. */
  private static int whole(String text, int at) {
    return at > 0
            && at < text.length()
            && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at))
        ? at - 1
        : at;
  }

  /** Never the text. */
  @Override
  public String toString() {
    return "Excerpt[" + text.length() + " characters]";
  }
}
