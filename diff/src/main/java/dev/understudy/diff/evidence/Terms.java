package dev.understudy.diff.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * On which terms a student is judged.
 *
 * @param metrics what is watched, at least one; standings list their tallies in this order
 * @param alpha the chance of a false answer that is accepted for each of the two questions, within
 *     (0, 1)
 * @param budget observations within one step after which an open question is called undecided, or
 *     null for never
 */
public record Terms(List<Metric> metrics, double alpha, @Nullable Long budget) {
  public Terms {
    metrics = List.copyOf(metrics);
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("at least one metric is needed");
    }
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be within (0, 1), got " + alpha);
    }
  }

  /**
   * The log wealth at which harm is shown: that of m/alpha for m metrics, since any one of them
   * suffices.
   */
  public double harmThreshold() {
    return Math.log(metrics.size() / alpha);
  }

  /**
   * The log wealth at which a metric is shown to be good enough: that of 1/alpha, since all of them
   * have to be.
   */
  public double passThreshold() {
    return -Math.log(alpha);
  }
}
