package dev.understudy.trainer.evaluation.interval;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Whether two systems that were asked the same rows are equally often right: the exact, two-sided
 * test (McNemar, "Note on the sampling error of the difference between correlated proportions or
 * percentages", 1947). Only the rows tell that one of the two has right.
 *
 * @param onlyFirst rows that the first alone has right
 * @param onlySecond rows that the second alone has right
 */
public record McNemar(int onlyFirst, int onlySecond) {
  public McNemar {
    if (onlyFirst < 0 || onlySecond < 0) {
      throw new IllegalArgumentException("numbers of rows must not be negative");
    }
  }

  /** The chance of a difference at least as large were both equally good, within (0, 1]. */
  public double p() {
    int rows = onlyFirst + onlySecond;
    if (rows == 0) {
      return 1;
    }
    BinomialDistribution coin = new BinomialDistribution(null, rows, 0.5);
    return Math.min(1, 2 * coin.cumulativeProbability(Math.min(onlyFirst, onlySecond)));
  }
}
