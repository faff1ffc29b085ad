package dev.understudy.bench;

import java.util.ArrayList;
import java.util.List;

/** How something grows with a size: the exponent of the power law that fits best. */
public final class Growth {
  private final List<Double> sizes = new ArrayList<>();
  private final List<Double> figures = new ArrayList<>();

  /** Adds what was measured at a size; both are above 0. */
  public void add(double size, double figure) {
    sizes.add(Math.log(size));
    figures.add(Math.log(figure));
  }

  /**
   * The exponent: 1 where twice the size takes twice as much. By least squares of the logarithms;
   * NaN for fewer than two sizes.
   */
  public double exponent() {
    double x = mean(sizes);
    double y = mean(figures);
    double product = 0;
    double square = 0;
    for (int i = 0; i < sizes.size(); i++) {
      product += (sizes.get(i) - x) * (figures.get(i) - y);
      square += (sizes.get(i) - x) * (sizes.get(i) - x);
    }
    return product / square;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
