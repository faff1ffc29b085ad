package dev.understudy.trainer.evaluation.interval;

/**
 * Where a figure lies, with the confidence it was made with; for one look, unlike those of {@code
 * diff.evidence}.
 *
 * @param low its lower end
 * @param high its upper end, at least the lower
 */
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) { // this way round also refuses NaN
      throw new IllegalArgumentException("no interval: " + low + " to " + high);
    }
  }

  /** Whether the number lies in it, its ends included. */
  public boolean contains(double number) {
    return low <= number && number <= high;
  }
}
