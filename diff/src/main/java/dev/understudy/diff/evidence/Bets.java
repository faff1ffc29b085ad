package dev.understudy.diff.evidence;

/**
 * A handful of bets that a rate is on one side of a limit, with the capital shared evenly among
 * them. A bet on the rate q against the limit p turns each stake into q/p after a bad observation
 * and (1-q)/(1-p) after another one. While the rate is p, or on p's far side from q, the stake is
 * not expected to grow; it is never negative. Since both factors are fixed, what a bet has come to
 * depends on the counts alone, whoever observed them and in whatever order.
 *
 * @see <a href="https://doi.org/10.1093/jrsssb/qkad009">Waudby-Smith, Ramdas: Estimating means of
 *     bounded random variables by betting (2023)</a>
 */
final class Bets {
  /** How many times the limit's odds the harmful rates have that are betted on. */
  private static final double[] WORSE = {1.5, 2, 3, 5, 9};

  /** How many times the limit the good rates are that are betted on. */
  private static final double[] BETTER = {0.05, 0.2, 0.4, 0.6, 0.8};

  private final double[] logIfBad;
  private final double[] logIfGood;

  private Bets(double limit, double[] rates) {
    logIfBad = new double[rates.length];
    logIfGood = new double[rates.length];
    for (int i = 0; i < rates.length; i++) {
      logIfBad[i] = Math.log(rates[i] / limit);
      logIfGood[i] = Math.log1p(-rates[i]) - Math.log1p(-limit);
    }
  }

  /** Bets that the rate is above the limit. */
  static Bets above(double limit) {
    double[] rates = new double[WORSE.length];
    for (int i = 0; i < rates.length; i++) {
      double odds = WORSE[i] * limit / (1 - limit);
      rates[i] = odds / (1 + odds);
    }
    return new Bets(limit, rates);
  }

  /** Bets that the rate is below the limit. */
  static Bets below(double limit) {
    double[] rates = new double[BETTER.length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = BETTER[i] * limit;
    }
    return new Bets(limit, rates);
  }

  /** The logarithm of what a capital of one has become after these observations. */
  double logWealth(long seen, long bad) {
    double[] logs = new double[logIfBad.length];
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logs.length; i++) {
      logs[i] = bad * logIfBad[i] + (seen - bad) * logIfGood[i];
      largest = Math.max(largest, logs[i]);
    }
    double sum = 0; // of the capitals as parts of the largest, so that nothing overflows
    for (double log : logs) {
      sum += Math.exp(log - largest);
    }
    return largest + Math.log(sum / logs.length);
  }

  /** The logarithm of a + b, from the logarithms of a and b. */
  static double logSum(double a, double b) {
    double larger = Math.max(a, b);
    return larger == Double.NEGATIVE_INFINITY
        ? larger
        : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
  }
}
