package dev.understudy.diff;

import dev.understudy.diff.text.Tokens;

/** A label as it is compared. */
public final class Label {
  /** Signs with a meaning at a label's ends, such as those of -1, C++ and 50%, are not here. */
  private static final String DRESS = "\"'`.,;:!?()[]{}<>*_\u00ab\u00bb\u3002\u3001\u300c\u300d";

  private Label() {}

  /**
   * The label after NFKC, in one case, with single spaces, and without quotes, brackets, Markdown
   * emphasis and full stops around it; where nothing else is there, with them.
   */
  public static String normalised(String label) {
    String folded = Tokens.folded(label).strip();
    int from = 0;
    int to = folded.length();
    while (from < to && isDress(folded.charAt(from))) {
      from++;
    }
    while (to > from && isDress(folded.charAt(to - 1))) {
      to--;
    }
    return singleSpaced(from == to ? folded : folded.substring(from, to));
  }

  private static boolean isDress(char c) {
    int type = Character.getType(c);
    return DRESS.indexOf(c) >= 0
        || Character.isWhitespace(c)
        || type == Character.INITIAL_QUOTE_PUNCTUATION
        || type == Character.FINAL_QUOTE_PUNCTUATION;
  }

  private static String singleSpaced(String text) {
    StringBuilder spaced = new StringBuilder(text.length());
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        space = true;
      } else {
        if (space && spaced.length() > 0) {
          spaced.append(' ');
        }
        spaced.append(c);
        space = false;
      }
    }
    return spaced.toString();
  }
}
