package dev.understudy.trainer.evaluation.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a system is right as often as it says: its confidences in bins of equal width, and how
 * far they are off on average (expected calibration error; Guo, Pleiss, Sun and Weinberger, "On
 * Calibration of Modern Neural Networks", ICML 2017, with the 15 bins used there).
 *
 * @param error the mean distance between confidence and accuracy over the bins, each counted by its
 *     rows, within [0, 1]; NaN without rows
 * @param bins from low to high confidence, those without rows too
 */
public record Calibration(double error, List<Bin> bins) {
  /** How many bins there are. */
  public static final int BINS = 15;

  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * Rows of like confidence.
   *
   * @param above confidences are above it; the lowest bin holds 0 too
   * @param upTo and at most this
   * @param rows how many there are
   * @param confidence their mean confidence, 0 without rows
   * @param accuracy the share of them that is right, 0 without rows
   */
  public record Bin(double above, double upTo, long rows, double confidence, double accuracy) {}

  /**
   * That of some rows.
   *
   * @param confidence of each row, within [0, 1]
   * @param right whether each row is right
   * @param rows the places of the rows that count; a row may come several times
   */
  public static Calibration of(double[] confidence, boolean[] right, int[] rows) {
    long[] count = new long[BINS];
    double[] confident = new double[BINS];
    long[] hits = new long[BINS];
    for (int row : rows) {
      int bin = Math.max(0, (int) Math.ceil(confidence[row] * BINS) - 1);
      count[bin]++;
      confident[bin] += confidence[row];
      hits[bin] += right[row] ? 1 : 0;
    }
    List<Bin> bins = new ArrayList<>();
    double apart = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double mean = count[bin] == 0 ? 0 : confident[bin] / count[bin];
      double accuracy = count[bin] == 0 ? 0 : (double) hits[bin] / count[bin];
      apart += count[bin] * Math.abs(mean - accuracy);
      bins.add(new Bin((double) bin / BINS, (bin + 1.0) / BINS, count[bin], mean, accuracy));
    }
    return new Calibration(apart / rows.length, bins);
  }
}
