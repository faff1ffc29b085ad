package dev.understudy.diff.evidence;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What the evidence comes to, and why.
 *
 * @param outcome the outcome
 * @param readings what is known of each metric, in the order of the terms
 */
public record Judgement(Outcome outcome, List<Reading> readings) {
  public Judgement {
    Objects.requireNonNull(outcome, "outcome");
    readings = List.copyOf(readings);
  }

  /** The metric that speaks most for harm. */
  public Reading worst() {
    return readings.stream().max(Comparator.comparingDouble(Reading::harmLogWealth)).orElseThrow();
  }

  /** The metric that is farthest from being good enough. */
  public Reading slowest() {
    return readings.stream().min(Comparator.comparingDouble(Reading::passLogWealth)).orElseThrow();
  }
}
