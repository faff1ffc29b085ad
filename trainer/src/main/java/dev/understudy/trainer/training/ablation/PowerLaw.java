package dev.understudy.trainer.training.ablation;

import java.util.List;

/**
 * An error that falls with the number of rows: {@code floor + scale * rows^-power} (Hestness et
 * al., "Deep Learning Scaling is Predictable, Empirically", 2017).
 *
 * @param floor what no number of rows falls below, 0 or more
 * @param scale 0 or more; 0 where the error does not fall
 * @param power how fast it falls, within [{@value #LEAST_POWER}, {@value #MOST_POWER}]
 */
public record PowerLaw(double floor, double scale, double power) {
  static final double LEAST_POWER = 0.05;
  static final double MOST_POWER = 2;

  private static final int STEPS = 195;

  /**
   * An error that was measured.
   *
   * @param rows how many rows were trained on, at least 1
   * @param error in [0, 1]
   * @param weight one through its variance
   */
  record Point(double rows, double error, double weight) {}

  /**
   * The law with the least weighted squares: for each power of a grid the other two follow from
   * linear regression within their bounds.
   *
   * @param points at least one
   */
  static PowerLaw fitted(List<Point> points) {
    PowerLaw best = flat(points);
    double least = best.squares(points);
    for (int i = 0; i <= STEPS; i++) {
      double power = LEAST_POWER + (MOST_POWER - LEAST_POWER) * i / STEPS;
      PowerLaw law = fitted(points, power);
      double squares = law.squares(points);
      if (squares < least * (1 - 1e-9)) {
        best = law;
        least = squares;
      }
    }
    return best;
  }

  private static PowerLaw flat(List<Point> points) {
    double weight = points.stream().mapToDouble(Point::weight).sum();
    double mean = points.stream().mapToDouble(each -> each.weight() * each.error()).sum() / weight;
    return new PowerLaw(mean, 0, 1);
  }

  private static PowerLaw fitted(List<Point> points, double power) {
    double weights = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (Point point : points) {
      double at = Math.pow(point.rows(), -power);
      weights += point.weight();
      x += point.weight() * at;
      y += point.weight() * point.error();
      xx += point.weight() * at * at;
      xy += point.weight() * at * point.error();
    }
    double spread = weights * xx - x * x;
    double scale = spread > 0 ? (weights * xy - x * y) / spread : 0;
    if (!(scale > 0)) {
      return flat(points);
    }
    double floor = (y - scale * x) / weights;
    return floor >= 0 ? new PowerLaw(floor, scale, power) : new PowerLaw(0, xy / xx, power);
  }

  private double squares(List<Point> points) {
    double squares = 0;
    for (Point point : points) {
      double off = at(point.rows()) - point.error();
      squares += point.weight() * off * off;
    }
    return squares;
  }

  /** The error with so many rows. */
  public double at(double rows) {
    return floor + scale * Math.pow(rows, -power);
  }

  /** Whether more rows bring anything at all. */
  public boolean falls() {
    return scale > 0;
  }
}
