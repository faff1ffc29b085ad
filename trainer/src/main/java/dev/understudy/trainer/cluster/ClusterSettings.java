package dev.understudy.trainer.cluster;

import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.io.Serializable;

/**
 * How inputs are put into clusters.
 *
 * @param clusters the most clusters, within [1, 1000]
 * @param sample the most inputs they are learned from, within [1, 1,000,000]; learning takes about
 *     a millisecond per input and holds a few kilobytes of each
 * @param seed of the sample and of where k-means begins, at least 0
 */
public record ClusterSettings(int clusters, int sample, int seed) implements Serializable {
  /** Fifty clusters from twenty thousand inputs. */
  public static final ClusterSettings DEFAULT = new ClusterSettings(50, 20_000, 1);

  private static final int MOST_CLUSTERS = 1_000;
  private static final int MOST_SAMPLED = 1_000_000;

  public ClusterSettings {
    require("clusters", clusters, 1, MOST_CLUSTERS);
    require("sample", sample, 1, MOST_SAMPLED);
    require("seed", seed, 0, Integer.MAX_VALUE);
  }

  /** The settings of a section with {@code clusters}, {@code sample} and {@code seed}. */
  public static ClusterSettings read(Section in) {
    return new ClusterSettings(
        in.value("clusters", Scalar.integer(1, MOST_CLUSTERS), DEFAULT.clusters),
        in.value("sample", Scalar.integer(1, MOST_SAMPLED), DEFAULT.sample),
        in.value("seed", Scalar.integer(0, Integer.MAX_VALUE), DEFAULT.seed));
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be within [" + least + ", " + most + "], got " + value);
    }
  }
}
