package dev.understudy.trainer.cluster;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Clusters of inputs, learned from a sample. They are numbered by their size in it, the largest
 * first, and by their terms where sizes are equal. Immutable and serializable: a few megabytes.
 */
public final class Clusters implements Serializable {
  /** Instead of a number: the input has no word in common with the sample that tells anything. */
  public static final int NONE = -1;

  private static final long serialVersionUID = 1L;
  private static final int TERMS = 8;

  private final Vocabulary vocabulary;
  private final ArrayList<Cluster> clusters;
  private final float[] centres; // see WordVector#products

  private Clusters(Vocabulary vocabulary, SphericalMeans means, List<Cluster> drafts) {
    this.vocabulary = vocabulary;
    this.clusters = new ArrayList<>();
    this.centres = new float[vocabulary.size() * drafts.size()];
    for (Cluster draft : drafts) {
      int number = clusters.size();
      clusters.add(new Cluster(number, draft.sampled(), draft.terms()));
      for (int feature = 0; feature < vocabulary.size(); feature++) {
        centres[feature * drafts.size() + number] = means.weight(feature, draft.number());
      }
    }
  }

  /**
   * Learns from a sample.
   *
   * @param sample inputs in any order, which makes no difference; all are used, whatever the
   *     settings say of the sample's size
   */
  public static Clusters learn(List<String> sample, ClusterSettings settings) {
    List<String> sorted = sample.stream().sorted().toList();
    Vocabulary vocabulary = Vocabulary.of(sorted);
    List<WordVector> vectors =
        sorted.stream().map(vocabulary::vector).filter(each -> !each.isEmpty()).toList();
    SphericalMeans means =
        SphericalMeans.learn(vectors, vocabulary.size(), settings.clusters(), settings.seed());
    return new Clusters(vocabulary, means, drafts(vocabulary, means));
  }

  /**
   * Where an input stands in the draw for the sample: those of the lowest numbers are in it, which
   * does not depend on their order or on how many machines draw.
   *
   * @param id what names the input
   */
  public static long draw(String id, ClusterSettings settings) {
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    return MurmurHash3.hash128x64(utf8, 0, utf8.length, settings.seed())[0];
  }

  /** All clusters by number. */
  public List<Cluster> clusters() {
    return List.copyOf(clusters);
  }

  /** The number of the cluster an input is nearest to, or {@link #NONE}. */
  public int assign(String text) {
    double[] products = new double[clusters.size()];
    vocabulary.vector(text).products(centres, products);
    int nearest = products.length == 0 ? NONE : SphericalMeans.greatest(products);
    return nearest == NONE || products[nearest] <= 0 ? NONE : nearest;
  }

  private static List<Cluster> drafts(Vocabulary vocabulary, SphericalMeans means) {
    int[] sizes = new int[means.count()];
    for (int centre : means.assigned()) {
      sizes[centre]++;
    }
    return IntStream.range(0, sizes.length)
        .filter(centre -> sizes[centre] > 0)
        .mapToObj(centre -> new Cluster(centre, sizes[centre], terms(vocabulary, means, centre)))
        .sorted(
            Comparator.comparing((Cluster each) -> -each.sampled())
                .thenComparing(each -> String.join(" ", each.terms()))
                .thenComparing(Cluster::number))
        .toList();
  }

  private static List<String> terms(Vocabulary vocabulary, SphericalMeans means, int centre) {
    return IntStream.range(0, vocabulary.size())
        .filter(feature -> means.weight(feature, centre) > 0)
        .filter(feature -> !vocabulary.word(feature).isEmpty())
        .boxed()
        .sorted(
            Comparator.comparing((Integer feature) -> -means.weight(feature, centre))
                .thenComparing(vocabulary::word))
        .limit(TERMS)
        .map(vocabulary::word)
        .toList();
  }
}
