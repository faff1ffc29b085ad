package dev.understudy.sink.redaction.number;

import dev.understudy.sink.redaction.text.Anchored;
import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Finds;
import dev.understudy.sink.redaction.text.Text;
import java.util.List;

/**
 * Puts every run of digit groups that could be a number before those who can check it: from each
 * group on, one group, two groups and so on, up to {@value Window#MOST_DIGITS} digits.
 */
public final class Numbers implements Anchored {
  private static final int FEWEST_DIGITS = 7;
  private static final int WIDEST_GAP = 3;

  private final NumberCheck[] checks;

  /** A walk for those checks. */
  public Numbers(List<NumberCheck> checks) {
    this.checks = checks.toArray(new NumberCheck[0]);
  }

  @Override
  public String anchors() {
    return "0123456789";
  }

  @Override
  public void at(Text text, int place, Finds finds) {
    if (Characters.isWord(text.at(place - 1))) {
      return;
    }
    int end = groupEnd(text, place);
    if ((end - place < FEWEST_DIGITS && nextGroup(text, end) < 0)
        || end - place > Window.MOST_DIGITS) {
      return;
    }
    Window window = new Window(text);
    int from = place;
    int separatedBy = 0;
    while (from >= 0 && window.add(from, end, separatedBy)) {
      if (window.count() >= FEWEST_DIGITS && !Characters.isWord(text.at(end))) {
        for (NumberCheck check : checks) {
          check.look(window, finds);
        }
      }
      int next = window.isHopeless() ? -1 : nextGroup(text, end);
      if (next >= 0) {
        separatedBy = separators(text, end, next);
        end = groupEnd(text, next);
      }
      from = next;
    }
  }

  private static int groupEnd(Text text, int from) {
    int at = from;
    int limit = from + Window.MOST_DIGITS + 1;
    while (at < limit && Characters.isDigit(text.at(at))) {
      at++;
    }
    return at;
  }

  /** Where the next group begins, -1 where it is too far or none. */
  private static int nextGroup(Text text, int from) {
    int at = from;
    while (at < from + WIDEST_GAP && separator(text.at(at)) != 0) {
      at++;
    }
    return at > from && Characters.isDigit(text.at(at)) ? at : -1;
  }

  private static int separators(Text text, int from, int to) {
    int all = to - from > 1 ? Window.MIXED : 0;
    for (int i = from; i < to; i++) {
      all |= separator(text.at(i));
    }
    return all;
  }

  private static int separator(char c) {
    return switch (c) {
      case ' ' -> Window.SPACE;
      case '-' -> Window.DASH;
      case '.' -> Window.DOT;
      case '/' -> Window.SLASH;
      case '(', ')' -> Window.PARENTHESIS;
      default -> 0;
    };
  }
}
