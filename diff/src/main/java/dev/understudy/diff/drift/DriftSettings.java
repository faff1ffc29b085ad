package dev.understudy.diff.drift;

/**
 * When requests count as drifted.
 *
 * @param alpha the chance of ever raising a false alarm, in (0, 1)
 * @param window over how many requests the PSI is taken; 20 or more
 * @param floor the PSI, beyond what chance brings, below which nothing is called drift; 0 or more
 * @param seed of the lots drawn
 */
public record DriftSettings(double alpha, int window, double floor, long seed) {
  private static final int LEAST_WINDOW = 20;

  /** One false alarm in a hundred streams, windows of 500, and the usual floor of 0.1. */
  public static final DriftSettings DEFAULT = new DriftSettings(0.01, 500, 0.1, 0);

  public DriftSettings {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be within (0, 1), got " + alpha);
    }
    if (window < LEAST_WINDOW) {
      throw new IllegalArgumentException(
          "window must be %d requests or more, got %d".formatted(LEAST_WINDOW, window));
    }
    if (!(floor >= 0)) {
      throw new IllegalArgumentException("floor must be 0 or more, got " + floor);
    }
  }
}
