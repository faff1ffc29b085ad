package dev.understudy.rules.yaml;

/**
 * A text is not what a setting takes. The message goes on after the setting's name: {@code must be
 * HOST:PORT, got 'foo'}.
 */
public final class Mismatch extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MOST_SHOWN = 80;

  private final String rule;
  private final String found;

  /** With the rest of a sentence that begins with the setting's name. */
  public Mismatch(String message) {
    this(message, "");
  }

  private Mismatch(String rule, String found) {
    super(rule + found);
    this.rule = rule;
    this.found = found;
  }

  /** The rule that was broken, and the text that broke it. */
  public static Mismatch of(String rule, String text) {
    return new Mismatch(rule, ", got " + quoted(text));
  }

  /** The same, of a setting that takes the word {@code none} too. */
  Mismatch orNone() {
    return new Mismatch(rule + ", or none", found);
  }

  /** The text in quotes, cut where it is long, on one line. */
  static String quoted(String text) {
    String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
  }
}
