package dev.understudy.trainer.router;

import java.util.ArrayList;
import java.util.List;

/**
 * How many comparisons are left out, by reason.
 *
 * @param counts in words, such as {@code 12 came to nothing}; those of which there are any
 */
public record LeftOut(List<String> counts) {
  public LeftOut {
    counts = List.copyOf(counts);
  }

  static LeftOut of(Verdicts verdicts, int terms, int unreadable, int missing, int beyond) {
    List<String> counts = new ArrayList<>();
    add(counts, verdicts.incomparable(), "incomparable");
    add(counts, verdicts.otherVersions(), "of other versions of the student");
    add(counts, verdicts.withheld(), "whose answer by the student was withheld (role escalated)");
    add(counts, terms, "whose teacher may not be learned from (may_train)");
    add(counts, unreadable, "whose request was not recorded");
    add(counts, missing, "whose request, or confidence, is not in these captures");
    add(counts, beyond, "beyond those that are looked at");
    return new LeftOut(counts);
  }

  static LeftOut of(RouteTraffic traffic) {
    RouteTraffic.Left left = traffic.left();
    return of(traffic.verdicts(), left.terms(), left.unreadable(), left.missing(), left.beyond());
  }

  /** All of it in brackets, after a blank; empty where nothing is left out. */
  String inBrackets() {
    return counts.isEmpty() ? "" : " (left out: " + String.join("; ", counts) + ")";
  }

  private static void add(List<String> counts, int count, String what) {
    if (count > 0) {
      counts.add("%,d %s".formatted(count, what));
    }
  }
}
