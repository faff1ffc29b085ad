package dev.understudy.trainer.cluster;

/**
 * A text as weights of words: sparse, of length 1 or, where no word is known, without any weight.
 */
final class WordVector {
  private final int[] features;
  private final double[] weights;

  /**
   * Scales the weights to length 1.
   *
   * @param features the words' numbers, ascending
   * @param weights one for each, above 0
   */
  WordVector(int[] features, double[] weights) {
    double square = 0;
    for (double weight : weights) {
      square += weight * weight;
    }
    this.features = features;
    this.weights = weights.clone();
    for (int i = 0; i < weights.length; i++) {
      this.weights[i] /= Math.sqrt(square);
    }
  }

  boolean isEmpty() {
    return features.length == 0;
  }

  /** Adds the weights to a row of all features. */
  void addTo(double[] sums) {
    for (int i = 0; i < features.length; i++) {
      sums[features[i]] += weights[i];
    }
  }

  /** The cosine of the angle to another one, within [0, 1]. */
  double cosine(WordVector other) {
    double product = 0;
    int i = 0;
    int j = 0;
    while (i < features.length && j < other.features.length) {
      int order = Integer.compare(features[i], other.features[j]);
      product += order == 0 ? weights[i] * other.weights[j] : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return product;
  }

  /**
   * The products with all centres.
   *
   * @param centres weight of feature f in centre c at {@code f * products.length + c}, so that the
   *     inner loop runs over neighbours in memory
   */
  void products(float[] centres, double[] products) {
    int count = products.length;
    for (int i = 0; i < features.length; i++) {
      int from = features[i] * count;
      for (int c = 0; c < count; c++) {
        products[c] += weights[i] * centres[from + c];
      }
    }
  }
}
