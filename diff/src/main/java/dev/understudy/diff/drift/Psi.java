package dev.understudy.diff.drift;

import java.util.List;

/**
 * The population stability index: how far what is observed is from what is expected, {@code sum (o
 * - e) ln(o / e)} over the shares o and e of bins. People read below 0.1 as the same, and above
 * 0.25 as another population. Half a count is added to each bin, so that an empty one does no harm.
 *
 * @see <a href="https://scholarworks.wmich.edu/dissertations/3208/">Yurdakul: Statistical
 *     properties of population stability index (2018)</a>, also for what chance alone brings
 */
public final class Psi {
  private static final double SMOOTHING = 0.5;

  private Psi() {}

  /**
   * The index.
   *
   * @param expected counts by bin
   * @param observed counts by the same bins
   * @return 0 or more; 0 where nothing is expected or observed
   */
  public static double of(List<Long> expected, List<Long> observed) {
    double allExpected = all(expected);
    double allObserved = all(observed);
    if (allExpected == 0 || allObserved == 0) {
      return 0;
    }
    double smoothing = SMOOTHING * expected.size();
    double sum = 0;
    for (int i = 0; i < expected.size(); i++) {
      double e = (expected.get(i) + SMOOTHING) / (allExpected + smoothing);
      double o = (observed.get(i) + SMOOTHING) / (allObserved + smoothing);
      sum += (o - e) * Math.log(o / e);
    }
    return sum;
  }

  /** About what the index is on average where nothing but chance makes a difference. */
  public static double byChance(List<Long> expected, List<Long> observed) {
    double allExpected = all(expected);
    double allObserved = all(observed);
    return allExpected == 0 || allObserved == 0
        ? 0
        : (expected.size() - 1) * (1 / allExpected + 1 / allObserved);
  }

  private static double all(List<Long> counts) {
    double all = 0;
    for (long count : counts) {
      all += count;
    }
    return all;
  }
}
