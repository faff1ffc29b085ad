package dev.understudy.bench;

import java.util.ArrayList;
import java.util.List;

/** The figures of several rounds. The lowest is the one least disturbed by neighbours. */
public final class Figures {
  private final List<Double> values = new ArrayList<>();

  /** Adds a round's figure; one that could not be measured is no figure. */
  public void add(double value) {
    if (Double.isFinite(value)) {
      values.add(value);
    }
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** The lowest, or NaN without any. */
  public double lowest() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  }

  /** The highest, or NaN without any. */
  public double highest() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }

  /** The middle one, or the mean of the two in the middle, or NaN without any. */
  public double median() {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** By how much the median of the last third of a series is above that of the middle third. */
  static double growth(List<Double> series) {
    int third = series.size() / 3;
    Figures middle = new Figures();
    series.subList(third, 2 * third).forEach(middle::add);
    Figures last = new Figures();
    series.subList(2 * third, series.size()).forEach(last::add);
    return last.median() - middle.median();
  }
}
