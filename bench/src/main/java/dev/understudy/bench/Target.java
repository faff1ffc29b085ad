package dev.understudy.bench;

import java.util.Locale;

/**
 * A figure Understudy is to stay at or below, or at or above.
 *
 * @param what the figure, with its unit
 * @param side on which side of the limit it is to be
 * @param limit the last figure that is good
 */
record Target(String what, Side side, double limit) {
  private enum Side {
    AT_MOST("at most"),
    AT_LEAST("at least");

    private final String words;

    Side(String words) {
      this.words = words;
    }
  }

  static Target atMost(String what, double limit) {
    return new Target(what, Side.AT_MOST, limit);
  }

  static Target atLeast(String what, double limit) {
    return new Target(what, Side.AT_LEAST, limit);
  }

  /** Whether the measured figure reaches the target, and by how much it does not. */
  String verdict(double measured) {
    String text;
    if (Double.isNaN(measured)) {
      text = "not measured";
    } else if (side == Side.AT_MOST ? measured <= limit : measured >= limit) {
      text = "reached";
    } else {
      double off = Math.abs(measured / limit - 1) * 100;
      text = String.format(Locale.ROOT, "NOT REACHED by %.0f %%", off);
    }
    return String.format(
        Locale.ROOT,
        "target: %s %s %s, measured %s: %s",
        what,
        side.words,
        Table.number(limit),
        Table.number(measured),
        text);
  }
}
