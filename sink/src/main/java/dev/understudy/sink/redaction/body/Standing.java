package dev.understudy.sink.redaction.body;

import dev.understudy.sink.redaction.text.Anchored;
import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Finds;
import dev.understudy.sink.redaction.text.Text;
import java.util.Set;

/**
 * Finds placeholders that stand in a text already, such as {@code <EMAIL_1>}: ours, where it was
 * redacted before, or anybody's.
 */
final class Standing implements Anchored {
  /** What such a find is called. */
  static final String KIND = "<";

  private static final int LONGEST_NUMBER = 6;
  private static final int LONGEST = 80;

  private final Set<String> kinds;

  Standing(Set<String> kinds) {
    this.kinds = Set.copyOf(kinds);
  }

  @Override
  public String anchors() {
    return KIND;
  }

  @Override
  public void at(Text text, int place, Finds finds) {
    int end = end(text, place);
    if (end > 0) {
      finds.found(text, KIND, text.between(place + 1, end - 1), place, end);
    }
  }

  /** The place after the placeholder that begins at that place; 0 where none does. */
  private int end(Text text, int place) {
    int at = place + 1;
    while (at < place + LONGEST && isNamePart(text.at(at))) {
      at++;
    }
    int digits = at;
    while (Characters.isDigit(text.at(digits - 1))) {
      digits--;
    }
    return text.at(at) == '>'
            && digits < at
            && at - digits <= LONGEST_NUMBER
            && text.at(digits - 1) == '_'
            && kinds.contains(text.between(place + 1, digits - 1))
        ? at + 1
        : 0;
  }

  /** Whether all between two places is one, or part of one. */
  boolean covers(Text text, int from, int to) {
    int place = from;
    while (place > from - LONGEST && isNamePart(text.at(place))) {
      place--;
    }
    return text.at(place) == '<' && end(text, place) >= to;
  }

  private static boolean isNamePart(char c) {
    return Characters.isUpper(c) || Characters.isDigit(c) || c == '_';
  }
}
