package dev.understudy.trainer.training.linear;

import dev.understudy.student.ngram.Features;
import dev.understudy.student.ngram.NgramReader;
import dev.understudy.student.ngram.NgramScorer;
import dev.understudy.trainer.training.data.Target;
import java.util.Arrays;
import java.util.List;

/**
 * Multinomial logistic regression over hashed n-grams: the least mean cross-entropy, plus {@code
 * |w|^2 / (2 * strength * rows)}. It is convex, so that the end depends on the rows alone.
 *
 * @param reader how texts become n-grams
 * @param strength how freely weights may grow, greater than 0: the inverse of the regularisation,
 *     as {@code C} of other libraries
 */
public record NgramTraining(NgramReader reader, double strength) {
  private static final Lbfgs DESCENT = new Lbfgs(200, 1e-5);

  public NgramTraining {
    if (!(strength > 0)) {
      throw new IllegalArgumentException("strength must be greater than 0, got " + strength);
    }
  }

  /**
   * Trains a scorer.
   *
   * @param targets the texts and what to say of them, at least one
   * @param labels how many labels there are
   */
  public NgramScorer train(List<Target> targets, int labels) {
    int size = 1 << reader.bits();
    List<Features> rows =
        targets.parallelStream().map(target -> reader.features(target.text())).toList();
    int[] met = met(rows, size);
    int used = Arrays.stream(met).max().orElse(-1) + 1;
    double[] weights = new double[labels * (used + 1)];
    DESCENT.minimise(new Loss(rows, targets, met, used, labels, strength), weights);

    float[][] table = new float[labels][size];
    float[] bias = new float[labels];
    for (int label = 0; label < labels; label++) {
      int from = label * (used + 1);
      for (int place = 0; place < size; place++) {
        table[label][place] = met[place] < 0 ? 0 : (float) weights[from + met[place]];
      }
      bias[label] = (float) weights[from + used];
    }
    return new NgramScorer(reader, table, bias);
  }

  /** The places of the table that occur, numbered; -1 for the others. */
  private static int[] met(List<Features> rows, int size) {
    boolean[] occurs = new boolean[size];
    rows.forEach(row -> Arrays.stream(row.places()).forEach(place -> occurs[place] = true));
    int[] numbers = new int[size];
    int next = 0;
    for (int place = 0; place < size; place++) {
      numbers[place] = occurs[place] ? next++ : -1;
    }
    return numbers;
  }

  /** The regularised mean cross-entropy. */
  private static final class Loss implements Objective {
    private final int[][] places;
    private final float[][] values;
    private final List<Target> targets;
    private final int used;
    private final int labels;
    private final double decay;
    private final double all;

    Loss(
        List<Features> rows,
        List<Target> targets,
        int[] met,
        int used,
        int labels,
        double strength) {
      this.places =
          rows.stream()
              .map(row -> Arrays.stream(row.places()).map(place -> met[place]).toArray())
              .toArray(int[][]::new);
      this.values = rows.stream().map(Features::values).toArray(float[][]::new);
      this.targets = targets;
      this.used = used;
      this.labels = labels;
      this.decay = 1 / (strength * targets.size());
      this.all = targets.stream().mapToDouble(Target::weight).sum();
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
}
