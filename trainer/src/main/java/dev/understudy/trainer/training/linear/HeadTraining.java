package dev.understudy.trainer.training.linear;

import dev.understudy.student.head.Head;
import dev.understudy.trainer.training.data.Target;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Multinomial logistic regression over vectors, each of whose axes is brought to the mean 0 and the
 * standard deviation 1 first, so that a strength means the same for all encoders.
 *
 * @param strength how freely weights may grow, greater than 0
 */
public record HeadTraining(double strength) {
  private static final double LEAST_DEVIATION = 1e-6;

  public HeadTraining {
    if (!(strength > 0)) {
      throw new IllegalArgumentException("strength must be greater than 0, got " + strength);
    }
  }

  /**
   * Trains a head for the vectors as they are.
   *
   * @param vectors [rows][hidden], at least one row
   * @param targets what to say of each row
   * @param labels how many labels there are
   */
  public Head train(float[][] vectors, List<Target> targets, int labels) {
    int hidden = vectors[0].length;
    double[] means = means(vectors, hidden);
    double[] deviations = deviations(vectors, means);
    float[][] values = new float[vectors.length][hidden];
    for (int row = 0; row < values.length; row++) {
      for (int i = 0; i < hidden; i++) {
        values[row][i] = (float) ((vectors[row][i] - means[i]) / deviations[i]);
      }
    }
    int[][] places = new int[vectors.length][];
    Arrays.fill(places, IntStream.range(0, hidden).toArray());
    double[] weights =
        new LogisticRegression(places, values, targets, hidden, labels, strength).fit();

    float[][] matrix = new float[labels][hidden];
    float[] bias = new float[labels];
    for (int label = 0; label < labels; label++) {
      int from = label * (hidden + 1);
      double sum = weights[from + hidden];
      for (int i = 0; i < hidden; i++) {
        double weight = weights[from + i] / deviations[i];
        matrix[label][i] = (float) weight;
        sum -= weight * means[i];
      }
      bias[label] = (float) sum;
    }
    return new Head(matrix, bias);
  }

  private static double[] means(float[][] vectors, int hidden) {
    double[] means = new double[hidden];
    for (float[] vector : vectors) {
      for (int i = 0; i < hidden; i++) {
        means[i] += vector[i] / (double) vectors.length;
      }
    }
    return means;
  }

  private static double[] deviations(float[][] vectors, double[] means) {
    double[] squares = new double[means.length];
    for (float[] vector : vectors) {
      for (int i = 0; i < squares.length; i++) {
        squares[i] += Math.pow(vector[i] - means[i], 2) / vectors.length;
      }
    }
    // What never changes tells nothing: divided by infinity it is 0, and so is its weight.
    return Arrays.stream(squares)
        .map(Math::sqrt)
        .map(root -> root < LEAST_DEVIATION ? Double.POSITIVE_INFINITY : root)
        .toArray();
  }
}
