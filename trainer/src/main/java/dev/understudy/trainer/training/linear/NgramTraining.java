package dev.understudy.trainer.training.linear;

import dev.understudy.exchange.ngram.Features;
import dev.understudy.exchange.ngram.NgramReader;
import dev.understudy.student.ngram.NgramScorer;
import dev.understudy.trainer.training.data.Target;
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
    UsedPlaces used = UsedPlaces.of(rows, size);
    double[] weights =
        new LogisticRegression(
                rows.stream().map(used::numbers).toArray(int[][]::new),
                rows.stream().map(Features::values).toArray(float[][]::new),
                targets,
                used.count(),
                labels,
                strength)
            .fit();

    float[][] table = new float[labels][size];
    float[] bias = new float[labels];
    for (int label = 0; label < labels; label++) {
      int from = label * (used.count() + 1);
      for (int place = 0; place < size; place++) {
        int number = used.number(place);
        table[label][place] = number < 0 ? 0 : (float) weights[from + number];
      }
      bias[label] = (float) weights[from + used.count()];
    }
    return new NgramScorer(reader, table, bias);
  }
}
