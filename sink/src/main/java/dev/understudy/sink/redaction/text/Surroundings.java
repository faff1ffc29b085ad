package dev.understudy.sink.redaction.text;

import java.util.Locale;

/**
 * Whether a word that makes a thing likely stands shortly before it, or is in the name of the text
 * where the thing stands near its start.
 */
public final class Surroundings {
  /** How far a word reaches. */
  private static final int REACH = 40;

  private final String[] words;

  /** Those words, in lower case. They count where no letter stands beside them. */
  public Surroundings(String... words) {
    this.words = words.clone();
  }

  /** Whether one of the words stands before that place. */
  public boolean speakOf(Text text, int place) {
    int from = Math.max(text.start(), place - REACH);
    if (from == text.start() && isIn(text.name())) {
      return true;
    }
    return from < place && isIn(text.between(from, place));
  }

  private boolean isIn(String around) {
    if (around.isEmpty()) {
      return false;
    }
    String lower = around.toLowerCase(Locale.ROOT);
    for (String word : words) {
      for (int at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
        if (isWhole(around, at, at + word.length())) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@code phoneNumber} and {@code user_phone} are about phones, {@code microphone} is not. */
  private static boolean isWhole(String around, int from, int to) {
    if (to > around.length()) {
      return false;
    }
    boolean begins =
        from == 0 || !Characters.isLetter(around.charAt(from - 1)) || isHump(around, from);
    boolean ends =
        to == around.length()
            || !Characters.isLetter(around.charAt(to))
            || isHump(around, to)
            || around.charAt(to) == 's';
    return begins && ends;
  }

  private static boolean isHump(String around, int at) {
    return Characters.isUpper(around.charAt(at)) && !Characters.isUpper(around.charAt(at - 1));
  }
}
