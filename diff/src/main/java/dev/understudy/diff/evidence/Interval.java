package dev.understudy.diff.evidence;

import java.util.function.DoubleUnaryOperator;

/**
 * Where a rate lies, with a confidence that holds at every look at once. It is the confidence
 * sequence of a constant rate: the set of rates that a bet against them, spread evenly over all
 * rates (a beta-binomial mixture), has not yet made {@code 1/alpha} times its stake on.
 *
 * @see <a href="https://doi.org/10.1214/20-AOS1991">Howard, Ramdas, McAuliffe, Sekhon:
 *     Time-uniform, nonparametric, nonasymptotic confidence sequences (2021)</a>; the mixture is
 *     Robbins's (1970)
 * @param low its lower end, within [0, 1]
 * @param high its upper end, within [0, 1]
 */
public record Interval(double low, double high) {
  private static final int HALVINGS = 40;

  public Interval {
    if (!(low >= 0 && low <= high && high <= 1)) {
      throw new IllegalArgumentException("no interval of rates: " + low + " to " + high);
    }
  }

  /**
   * The interval after these observations.
   *
   * @param alpha the chance that the rate ever lies outside, over all looks
   */
  public static Interval of(Counts counts, double alpha) {
    long seen = counts.seen();
    long bad = counts.bad();
    double mixture =
        LogGamma.of(bad + 1.0) + LogGamma.of(seen - bad + 1.0) - LogGamma.of(seen + 2.0);
    double threshold = -Math.log(alpha);
    DoubleUnaryOperator beyond =
        rate -> mixture - likelihood(bad, rate) - likelihood(seen - bad, 1 - rate) - threshold;
    return new Interval(
        bad == 0 ? 0 : border(beyond, 0, counts.rate()),
        bad == seen ? 1 : border(beyond, 1, counts.rate()));
  }

  private static double likelihood(long times, double rate) {
    return times == 0 ? 0 : times * Math.log(rate);
  }

  /** Halves the way between a rate that is beyond and one that is not; errs on the wide side. */
  private static double border(DoubleUnaryOperator beyond, double outside, double inside) {
    double out = outside;
    double in = inside;
    for (int i = 0; i < HALVINGS; i++) {
      double half = (out + in) / 2;
      if (beyond.applyAsDouble(half) >= 0) {
        out = half;
      } else {
        in = half;
      }
    }
    return out;
  }
}
