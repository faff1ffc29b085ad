package dev.understudy.trainer.training.linear;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Finds where a smooth function is least: limited-memory BFGS with a backtracking line search
 * (Nocedal and Wright, "Numerical Optimization", 2006, algorithms 7.4 and 7.5; Armijo's condition
 * 3.4). The same start gives the same end, bit by bit.
 *
 * @param mostSteps how many steps are taken at most
 * @param tolerance it ends where a step lessens the value by less than this share of it
 */
public record Lbfgs(int mostSteps, double tolerance) {
  private static final int REMEMBERED = 10;
  private static final int MOST_HALVINGS = 40;
  private static final double SUFFICIENT = 1e-4;
  private static final double LEAST_CURVATURE = 1e-10;

  /** One step taken, and how the gradient changed by it. */
  private record Step(Vector moved, Vector turned, double curvature) {}

  /** Numbers side by side. */
  private static final class Vector {
    private final double[] values;

    private Vector(double[] values) {
      this.values = values;
    }

    static Vector difference(double[] one, double[] other) {
      double[] values = new double[one.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = one[i] - other[i];
      }
      return new Vector(values);
    }

    double dot(double[] other) {
      return product(values, other);
    }

    void addTo(double[] other, double times) {
      for (int i = 0; i < values.length; i++) {
        other[i] += times * values[i];
      }
    }
  }

  /**
   * Moves to where the function is least.
   *
   * @param at where to begin, and in the end the place that was found
   * @return the value there
   */
  public double minimise(Objective function, double[] at) {
    Deque<Step> steps = new ArrayDeque<>();
    double[] gradient = new double[at.length];
    double value = function.at(at, gradient);
    for (int taken = 0; taken < mostSteps; taken++) {
      double[] direction = direction(gradient, steps);
      double slope = product(direction, gradient);
      if (!(slope < 0)) {
        return value;
      }
      double length = taken == 0 ? Math.min(1, 1 / Math.sqrt(product(gradient, gradient))) : 1;
      double[] place = new double[at.length];
      double[] turned = new double[at.length];
      double lower = Double.NaN;
      int halvings = 0;
      while (halvings++ < MOST_HALVINGS) {
        for (int i = 0; i < place.length; i++) {
          place[i] = at[i] + length * direction[i];
        }
        lower = function.at(place, turned);
        if (lower <= value + SUFFICIENT * length * slope) {
          break;
        }
        length /= 2;
      }
      if (!(lower < value)) {
        return value;
      }
      remember(steps, Vector.difference(place, at), Vector.difference(turned, gradient));
      System.arraycopy(place, 0, at, 0, at.length);
      System.arraycopy(turned, 0, gradient, 0, gradient.length);
      double gained = value - lower;
      value = lower;
      if (gained <= tolerance * Math.max(1e-12, Math.abs(value))) {
        return value;
      }
    }
    return value;
  }

  private static void remember(Deque<Step> steps, Vector moved, Vector turned) {
    double curvature = moved.dot(turned.values);
    if (curvature > LEAST_CURVATURE * turned.dot(turned.values)) {
      steps.addLast(new Step(moved, turned, curvature));
      if (steps.size() > REMEMBERED) {
        steps.removeFirst();
      }
    }
  }

  /** The gradient, turned by what the last steps told of the curvature: the two-loop recursion. */
  private static double[] direction(double[] gradient, Deque<Step> steps) {
    double[] direction = gradient.clone();
    Deque<Double> shares = new ArrayDeque<>();
    for (Iterator<Step> newest = steps.descendingIterator(); newest.hasNext(); ) {
      Step step = newest.next();
      double share = step.moved.dot(direction) / step.curvature;
      shares.addFirst(share);
      step.turned.addTo(direction, -share);
    }
    Step last = steps.peekLast();
    double scale = last == null ? 1 : last.curvature / last.turned.dot(last.turned.values);
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= scale;
    }
    for (Step step : steps) {
      double share = shares.removeFirst() - step.turned.dot(direction) / step.curvature;
      step.moved.addTo(direction, share);
    }
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -direction[i];
    }
    return direction;
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
