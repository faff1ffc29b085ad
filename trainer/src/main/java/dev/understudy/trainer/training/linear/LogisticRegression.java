package dev.understudy.trainer.training.linear;

import dev.understudy.trainer.training.data.Target;
import java.util.Arrays;
import java.util.List;

/**
 * Multinomial logistic regression: the least mean cross-entropy, plus {@code |w|^2 / (2 * strength
 * * rows)}. It is convex, so that the end depends on the rows alone.
 */
public final class LogisticRegression implements Objective {
  private static final Lbfgs DESCENT = new Lbfgs(200, 1e-5);

  private final int[][] places;
  private final float[][] values;
  private final List<Target> targets;
  private final int used;
  private final int labels;
  private final double decay;
  private final double all;

  /**
   * A regression of rows.
   *
   * @param places where each row is not zero, in [0, used)
   * @param values its numbers there
   * @param targets what to say of each row, at least one
   * @param used how many places there are
   * @param labels how many labels there are
   * @param strength how freely weights may grow, greater than 0
   */
  public LogisticRegression(
      int[][] places,
      float[][] values,
      List<Target> targets,
      int used,
      int labels,
      double strength) {
    this.places = places;
    this.values = values;
    this.targets = targets;
    this.used = used;
    this.labels = labels;
    this.decay = 1 / (strength * targets.size());
    this.all = targets.stream().mapToDouble(Target::weight).sum();
  }

  /** The weights of each label in turn, {@code [labels * (used + 1)]}; its bias comes last. */
  public double[] fit() {
    double[] weights = new double[labels * (used + 1)];
    DESCENT.minimise(this, weights);
    return weights;
  }

  @Override
  public double at(double[] at, double[] gradient) {
    Arrays.fill(gradient, 0);
    double loss = 0;
    double[] chances = new double[labels];
    for (int row = 0; row < places.length; row++) {
      Target target = targets.get(row);
      double weight = target.weight() / all;
      loss += weight * chances(row, at, target, chances);
      for (int label = 0; label < labels; label++) {
        double pull = weight * (chances[label] - target.share(label));
        int from = label * (used + 1);
        for (int i = 0; i < places[row].length; i++) {
          gradient[from + places[row][i]] += pull * values[row][i];
        }
        gradient[from + used] += pull;
      }
    }
    double squares = 0;
    for (int i = 0; i < at.length; i++) {
      if (i % (used + 1) != used) { // biases may be as large as they need to be
        squares += at[i] * at[i];
        gradient[i] += decay * at[i];
      }
    }
    return loss + decay * squares / 2;
  }

  /** Sets the probabilities of a row and returns its cross-entropy. */
  private double chances(int row, double[] at, Target target, double[] chances) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < labels; label++) {
      int from = label * (used + 1);
      double sum = at[from + used];
      for (int i = 0; i < places[row].length; i++) {
        sum += at[from + places[row][i]] * values[row][i];
      }
      chances[label] = sum;
      greatest = Math.max(greatest, sum);
    }
    double total = 0;
    for (int label = 0; label < labels; label++) {
      total += Math.exp(chances[label] - greatest);
    }
    double log = greatest + Math.log(total);
    double loss = 0;
    for (int label = 0; label < labels; label++) {
      loss -= target.share(label) * (chances[label] - log);
      chances[label] = Math.exp(chances[label] - log);
    }
    return loss;
  }
}
