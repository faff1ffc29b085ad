package dev.understudy.diff.evidence;

/**
 * How the capital of a question that never ends, such as <em>harm?</em>, is laid out over time.
 * Half of it is staked at once. Each later window (or other unit of time) stakes a little of what
 * is left, so that a student that was good for long cannot use up the means to notice that it
 * turned bad. All stakes together are never more than the capital, which is why the chance of a
 * false alarm stays below alpha for all time.
 *
 * <p>The later, the smaller the stake, but only by about the reciprocal of its number: what a bet
 * has to make up for is logarithmic in the time that all was well.
 */
public final class Reserve {
  private static final double LOG_2 = Math.log(2);

  private Reserve() {}

  /**
   * What is left before a window stakes.
   *
   * @param window counted from the first, 0
   * @return a share of the capital, in (0, 1], ever smaller
   */
  public static double before(long window) {
    return window <= 0 ? 1 : 1 / (2 + Math.log((double) window) / LOG_2);
  }
}
