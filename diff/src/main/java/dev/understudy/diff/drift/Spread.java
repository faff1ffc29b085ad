package dev.understudy.diff.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.tdigest.TDigestDouble;

/**
 * Sketches how features are spread over rows, so as to choose bins. Numbers go into t-digests,
 * which are exact at the tails and, unlike KLL sketches, throw no dice; names into sketches of
 * frequent items, which are exact up to some hundreds of different names. Not thread-safe.
 *
 * @see <a href="https://doi.org/10.1016/j.simpa.2020.100049">Dunning: The t-digest (2021)</a>
 * @see <a href="https://doi.org/10.1145/3131365.3131407">Anderson et al.: A high-performance
 *     algorithm for identifying frequent items in data streams (2017)</a>
 */
public final class Spread {
  /** Where numbers are divided: tenths, and ever finer towards both ends. */
  private static final double[] QUANTILES = {
    0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999
  };

  private static final double LOW = 0.001;
  private static final double HIGH = 0.999;
  private static final int SKETCHED_NAMES = 1024;

  private final NgramTable ngrams;
  private final Map<Feature, TDigestDouble> choosing = new EnumMap<>(Feature.class);
  private final Map<Feature, TDigestDouble> counted = new EnumMap<>(Feature.class);
  private final Map<Feature, ItemsSketch<String>> names = new EnumMap<>(Feature.class);
  private long rows;

  /** Of no rows yet. */
  public Spread(NgramTable ngrams) {
    this.ngrams = ngrams;
    for (Feature feature : Feature.values()) {
      if (feature.isNumber()) {
        choosing.put(feature, new TDigestDouble());
        counted.put(feature, new TDigestDouble());
      } else {
        names.put(feature, new ItemsSketch<>(SKETCHED_NAMES));
      }
    }
  }

  /** Adds a row. */
  public void add(ProfileDraft.Row row) {
    rows++;
    boolean isChoosing = row.isChoosing();
    (isChoosing ? choosing : counted)
        .forEach((feature, digest) -> digest.update(row.facts().number(feature, ngrams)));
    if (isChoosing) {
      names.forEach(
          (feature, sketch) -> {
            String name = row.facts().name(feature);
            if (name != null) {
              sketch.update(name);
            }
          });
    }
  }

  /** Adds what others sketched. */
  public void merge(Spread others) {
    rows += others.rows;
    choosing.forEach((feature, digest) -> digest.merge(other(others.choosing, feature)));
    counted.forEach((feature, digest) -> digest.merge(other(others.counted, feature)));
    names.forEach((feature, sketch) -> sketch.merge(other(others.names, feature)));
  }

  private static <T> T other(Map<Feature, T> all, Feature feature) {
    return Objects.requireNonNull(all.get(feature));
  }

  /** The bins that follow, with nothing counted in them. */
  public InputProfile uncounted() {
    Map<Feature, FeatureProfile> features = new EnumMap<>(Feature.class);
    choosing.forEach(
        (feature, digest) -> {
          if (rows > 0) {
            features.put(feature, numbers(digest, other(counted, feature)));
          }
        });
    names.forEach(
        (feature, sketch) -> {
          if (!sketch.isEmpty()) {
            features.put(feature, names(sketch));
          }
        });
    return new InputProfile(rows, features, ngrams);
  }

  private static FeatureProfile numbers(TDigestDouble choosing, TDigestDouble counted) {
    TreeSet<Double> edges = new TreeSet<>();
    if (!choosing.isEmpty()) {
      Arrays.stream(QUANTILES).forEach(q -> edges.add(choosing.getQuantile(q)));
    }
    TDigestDouble all = new TDigestDouble();
    all.merge(choosing);
    all.merge(counted);
    return new FeatureProfile.Numbers(
        all.getQuantile(LOW),
        all.getQuantile(HIGH),
        List.copyOf(edges),
        Collections.nCopies(edges.size() + 1, 0L));
  }

  private static FeatureProfile names(ItemsSketch<String> sketch) {
    List<ItemsSketch.Row<String>> found =
        Arrays.stream(sketch.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
            .sorted(
                Comparator.comparingLong((ItemsSketch.Row<String> row) -> row.getEstimate())
                    .reversed()
                    .thenComparing(ItemsSketch.Row::getItem))
            .limit(FeatureProfile.Names.MOST)
            .toList();
    List<String> names = new ArrayList<>();
    List<Long> seen = new ArrayList<>();
    for (ItemsSketch.Row<String> row : found) {
      names.add(row.getItem());
      seen.add(row.getEstimate());
    }
    return new FeatureProfile.Names(names, seen, Collections.nCopies(names.size() + 1, 0L));
  }
}
