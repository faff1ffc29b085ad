package dev.understudy.bench;

import java.util.Locale;

/**
 * A figure Understudy is to stay at or below.
 *
 * @param what the figure, with its unit
 * @param limit the most it may be
 */
record Target(String what, double limit) {
  /** Whether the measured figure reaches the target, and by how much it does not. */
  String verdict(double measured) {
    String text;
    if (Double.isNaN(measured)) {
      text = "not measured";
    } else if (measured <= limit) {
      text = "reached";
    } else {
      text = String.format(Locale.ROOT, "NOT REACHED by %.0f %%", (measured / limit - 1) * 100);
    }
    return String.format(
        Locale.ROOT,
        "target: %s at most %s, measured %s: %s",
        what,
        Table.number(limit),
        Table.number(measured),
        text);
  }
}
