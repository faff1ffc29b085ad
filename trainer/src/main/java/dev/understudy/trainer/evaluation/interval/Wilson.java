package dev.understudy.trainer.evaluation.interval;

import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/**
 * Intervals of a share, such as an accuracy (Wilson, "Probable inference, the law of succession,
 * and statistical inference", 1927): unlike the normal approximation they hold for few rows and for
 * shares near 0 and 1.
 */
public final class Wilson {
  private Wilson() {}

  /**
   * Where the share lies of which a sample shows so many hits.
   *
   * @param hits within [0, rows]
   * @param rows at least 1
   * @param level the confidence, such as 0.95
   */
  public static Interval of(int hits, int rows, double level) {
    Levels.require(level);
    ConfidenceInterval wilson = new WilsonScoreInterval().createInterval(rows, hits, level);
    // At the ends rounding may leave the bounds by the last bits.
    return new Interval(
        hits == 0 ? 0 : Math.max(0, wilson.getLowerBound()),
        hits == rows ? 1 : Math.min(1, wilson.getUpperBound()));
  }
}
