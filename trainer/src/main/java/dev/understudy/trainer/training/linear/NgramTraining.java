package dev.understudy.trainer.training.linear;

import dev.understudy.exchange.ngram.Features;
import dev.understudy.exchange.ngram.NgramReader;
import dev.understudy.student.ngram.NgramScorer;
import dev.understudy.trainer.training.data.Target;
import java.util.Arrays;
import java.util.List;

/**
 * Multinomial logistic regression over hashed n-grams.
 *
 * @param reader how texts become n-grams
 * @param strength how freely weights may grow, greater than 0: the inverse of the regularisation,
 *     as {@code C} of other libraries
 */
public record NgramTraining(NgramReader reader, double strength) {
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
    double[] weights =
        new LogisticRegression(
                rows.stream()
                    .map(row -> Arrays.stream(row.places()).map(place -> met[place]).toArray())
                    .toArray(int[][]::new),
                rows.stream().map(Features::values).toArray(float[][]::new),
                targets,
                used,
                labels,
                strength)
            .fit();

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
}
