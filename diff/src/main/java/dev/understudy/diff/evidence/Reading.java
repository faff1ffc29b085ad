package dev.understudy.diff.evidence;

import java.util.Objects;

/**
 * What is known of one metric, over all gateways.
 *
 * @param metric the metric
 * @param step the observations of the current step
 * @param all all observations since the evidence began
 * @param rate where the current step's rate lies, with the confidence 1 - alpha at all looks
 * @param harmLogWealth the natural logarithm of the capital of <em>harm?</em>
 * @param worst the observations of the stretch up to now that speaks most for harm: all, or those
 *     since the student seems to have turned bad
 * @param worstSinceMillis when that stretch began, in milliseconds since the epoch
 * @param passLogWealth the natural logarithm of the capital of <em>good enough?</em>
 */
public record Reading(
    Metric metric,
    Counts step,
    Counts all,
    Interval rate,
    double harmLogWealth,
    Counts worst,
    long worstSinceMillis,
    double passLogWealth) {
  public Reading {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(all, "all");
    Objects.requireNonNull(rate, "rate");
    Objects.requireNonNull(worst, "worst");
  }
}
