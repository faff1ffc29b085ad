package dev.understudy.trainer.mining;

import dev.understudy.exchange.prompt.template.Boundary;

/**
 * How little a text looks like the chance that people begin alike: its words, and its marks of
 * structure, that is, runs of line breaks, colons, brackets and the like, which count two each.
 *
 * @param words the number of words, counted up to {@value #ENOUGH}
 * @param marks the number of such runs, likewise
 */
record Strength(int words, int marks) {
  private static final int ENOUGH = 1000;

  /** Without marks, plain words are only taken for a template's from so many on. */
  private static final int PLAIN_WORDS = 8;

  private static final int WITH_MARKS = 4;
  private static final int OFTEN_PLAIN_WORDS = 5;
  private static final double PLAIN_SHARE = 0.05;
  private static final double MARKED_SHARE = 0.01;
  private static final String MARKS = "\n\r:<>[]{}#=|`\u2192\uff1a\u3010\u3011";

  static final Strength NONE = new Strength(0, 0);

  /** The strength of the text from one place to another. */
  static Strength of(String text, int from, int to) {
    int words = 0;
    int marks = 0;
    boolean inMarks = false;
    for (int i = from; i < to && words < ENOUGH && marks < ENOUGH; ) {
      int c = text.codePointAt(i);
      if (Boundary.isWordPart(c) || Character.isLetterOrDigit(c)) {
        words++;
        inMarks = false;
        i = Math.min(to, Boundary.after(text, i));
        continue;
      }
      boolean mark = MARKS.indexOf(c) >= 0;
      if (mark && !inMarks) {
        marks++;
      }
      inMarks = mark || (inMarks && Character.isWhitespace(c));
      i += Character.charCount(c);
    }
    return new Strength(words, marks);
  }

  static Strength of(String text) {
    return of(text, 0, text.length());
  }

  Strength plus(Strength other) {
    return new Strength(words + other.words, marks + other.marks);
  }

  int weight() {
    return words + 2 * marks;
  }

  /** Whether it is no chance, however few texts have it. */
  boolean isStrong() {
    return words >= PLAIN_WORDS || (marks > 0 && words > 0 && weight() >= WITH_MARKS);
  }

  /** Whether it is no chance where this share of all texts has it. */
  boolean isStrong(double share) {
    return isStrong()
        || (share >= PLAIN_SHARE && words >= OFTEN_PLAIN_WORDS)
        || (share >= MARKED_SHARE && marks > 0 && words > 0);
  }
}
