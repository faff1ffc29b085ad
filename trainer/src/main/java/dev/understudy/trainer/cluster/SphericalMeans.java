package dev.understudy.trainer.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Spherical k-means: each vector belongs to the centre of the greatest cosine, each centre is the
 * mean direction of its vectors. It begins with k-means++, several times, and the run whose vectors
 * are nearest to their centres in sum wins. All sums run in the order of the vectors.
 */
final class SphericalMeans {
  private static final int RUNS = 3;
  private static final int MOST_ROUNDS = 40;

  private final List<WordVector> vectors;
  private final int features;
  private final int[] assigned;
  private final double[] cosines;
  private float[] centres = {};
  private int count;

  private SphericalMeans(List<WordVector> vectors, int features) {
    this.vectors = vectors;
    this.features = features;
    this.assigned = new int[vectors.size()];
    this.cosines = new double[vectors.size()];
  }

  /**
   * Learns centres.
   *
   * @param vectors none empty
   * @param features how many each vector may have
   * @param clusters the most centres; fewer where fewer vectors differ
   */
  static SphericalMeans learn(List<WordVector> vectors, int features, int clusters, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SphericalMeans best = new SphericalMeans(vectors, features);
    for (int run = 0; run < RUNS; run++) {
      SphericalMeans means = new SphericalMeans(vectors, features);
      means.begin(clusters, random.split());
      means.improve();
      best = run == 0 || means.nearness() > best.nearness() ? means : best;
    }
    return best;
  }

  /** How many centres there are. */
  int count() {
    return count;
  }

  /** The centre of each vector. */
  int[] assigned() {
    return assigned;
  }

  /** The weight of a feature in a centre. */
  float weight(int feature, int centre) {
    return centres[feature * count + centre];
  }

  private double nearness() {
    return Arrays.stream(cosines).sum();
  }

  /** Takes vectors as centres, with a probability of their squared distance to those taken. */
  private void begin(int clusters, SplittableRandom random) {
    double[] distances = new double[vectors.size()];
    Arrays.fill(distances, 1);
    int taken = 0;
    while (taken < clusters) {
      int next = drawn(distances, random);
      if (next < 0) {
        break; // all others are the same as one of those taken
      }
      for (int i = 0; i < distances.length; i++) {
        // The squared distance of two vectors of length 1 is twice this.
        double distance = Math.max(0, 1 - vectors.get(i).cosine(vectors.get(next)));
        if (distance < distances[i]) {
          distances[i] = distance < 1e-12 ? 0 : distance;
          assigned[i] = taken;
        }
      }
      distances[next] = 0;
      assigned[next] = taken++;
    }
    count = taken;
  }

  private static int drawn(double[] distances, SplittableRandom random) {
    double sum = Arrays.stream(distances).sum();
    double rest = random.nextDouble() * sum;
    int last = -1;
    for (int i = 0; i < distances.length; i++) {
      if (distances[i] > 0) {
        last = i;
        rest -= distances[i];
        if (rest < 0) {
          return i;
        }
      }
    }
    return last;
  }

  private void improve() {
    boolean moved = true;
    for (int round = 0; moved && round < MOST_ROUNDS; round++) {
      centres = centres();
      moved = assign();
    }
  }

  private boolean assign() {
    boolean moved = false;
    for (int i = 0; i < assigned.length; i++) {
      double[] products = new double[count];
      vectors.get(i).products(centres, products);
      int nearest = greatest(products);
      moved |= nearest != assigned[i];
      assigned[i] = nearest;
      cosines[i] = products[nearest];
    }
    return moved;
  }

  static int greatest(double[] values) {
    int greatest = 0;
    for (int i = 1; i < values.length; i++) {
      greatest = values[i] > values[greatest] ? i : greatest;
    }
    return greatest;
  }

  /** A centre that lost all its vectors has no weight and so attracts none. */
  private float[] centres() {
    double[][] sums = new double[count][features];
    for (int i = 0; i < assigned.length; i++) {
      vectors.get(i).addTo(sums[assigned[i]]);
    }
    float[] means = new float[features * count];
    for (int c = 0; c < count; c++) {
      double length = Math.sqrt(Arrays.stream(sums[c]).map(each -> each * each).sum());
      for (int f = 0; f < features && length > 0; f++) {
        means[f * count + c] = (float) (sums[c][f] / length);
      }
    }
    return means;
  }
}
