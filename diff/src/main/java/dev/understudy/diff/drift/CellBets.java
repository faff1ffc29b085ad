package dev.understudy.diff.drift;

import java.util.Arrays;

/**
 * Bets that p-values are not spread evenly over [0, 1]. The interval is parted into cells, narrow
 * at both ends where what is foreign falls. A stake is multiplied by the density of the cell that
 * the next p-value falls into, as estimated from earlier ones, old ones counting ever less. The
 * density integrates to one, so that against even p-values no stake is expected to grow.
 *
 * @see <a href="https://proceedings.mlr.press/v60/volkhonskiy17a.html">Volkhonskiy et al.:
 *     Inductive conformal martingales for change-point detection (2017)</a>
 */
final class CellBets {
  private static final double[] BOUNDS = {
    0, 0.001, 0.005, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995,
    0.999, 1
  };
  private static final int CELLS = BOUNDS.length - 1;

  /** The even density counts as so many p-values that were seen. */
  private static final double EVEN = 20;

  private final double kept;
  private final double[] seen = new double[CELLS];
  private double all;

  /**
   * Bets without experience.
   *
   * @param memory how many of the last p-values are remembered, about
   */
  CellBets(int memory) {
    this.kept = 1 - 1.0 / memory;
  }

  /** What a stake on the next p-value is multiplied by when that is p; then learns of it. */
  double next(double p) {
    int cell = cell(p);
    double width = BOUNDS[cell + 1] - BOUNDS[cell];
    double density = (EVEN * width + seen[cell]) / (width * (EVEN + all));
    for (int i = 0; i < CELLS; i++) {
      seen[i] *= kept;
    }
    all = all * kept + 1;
    seen[cell]++;
    return density;
  }

  private static int cell(double p) {
    int found = Arrays.binarySearch(BOUNDS, p);
    int cell = found >= 0 ? found : -found - 2;
    return Math.max(0, Math.min(CELLS - 1, cell));
  }
}
