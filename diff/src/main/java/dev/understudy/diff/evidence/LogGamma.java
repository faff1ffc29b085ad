package dev.understudy.diff.evidence;

/** The logarithm of the gamma function, by Stirling's series (DLMF 5.11.1). */
final class LogGamma {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** From here on, three terms of the series leave an error below 1e-12. */
  private static final double LARGE = 20;

  private LogGamma() {}

  static double of(double x) {
    double shift = 0;
    double large = x;
    while (large < LARGE) {
      shift += Math.log(large);
      large++;
    }
    double square = large * large;
    double series = (1 / 12.0 - (1 / 360.0 - 1 / (1260.0 * square)) / square) / large;
    return (large - 0.5) * Math.log(large) - large + HALF_LOG_TWO_PI + series - shift;
  }
}
