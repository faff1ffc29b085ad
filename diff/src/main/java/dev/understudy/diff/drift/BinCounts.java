package dev.understudy.diff.drift;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Counts how many rows, or requests, fall into each bin of a profile. Not thread-safe. */
public final class BinCounts {
  private final InputProfile bins;
  private final Map<Feature, long[]> counts = new EnumMap<>(Feature.class);

  /** Nothing counted yet, in that profile's bins. */
  public BinCounts(InputProfile bins) {
    this.bins = bins;
    bins.features()
        .forEach((feature, spread) -> counts.put(feature, new long[spread.counts().size()]));
  }

  /** Counts a row, unless it belongs to the half that chose the bins. */
  public void add(ProfileDraft.Row row) {
    if (!row.isChoosing()) {
      add(row.facts());
    }
  }

  /** Counts a request. */
  public void add(InputFacts facts) {
    counts.forEach(
        (feature, of) -> {
          int bin = bins.bin(feature, facts);
          if (bin != InputProfile.UNKNOWN) {
            of[bin]++;
          }
        });
  }

  /** Adds what others counted in the same bins. */
  public void merge(BinCounts others) {
    counts.forEach(
        (feature, of) -> {
          long[] more = Objects.requireNonNull(others.counts.get(feature));
          for (int i = 0; i < of.length; i++) {
            of[i] += more[i];
          }
        });
  }

  /** How many fell into each bin of that feature; none where it is not known. */
  public List<Long> of(Feature feature) {
    long[] found = counts.get(feature);
    return found == null ? List.of() : Arrays.stream(found).boxed().toList();
  }

  /** The profile with these counts. */
  public InputProfile profile() {
    Map<Feature, FeatureProfile> counted = new EnumMap<>(Feature.class);
    bins.features()
        .forEach(
            (feature, spread) ->
                counted.put(
                    feature,
                    spread instanceof FeatureProfile.Numbers numbers
                        ? new FeatureProfile.Numbers(
                            numbers.low(), numbers.high(), numbers.edges(), of(feature))
                        : counted((FeatureProfile.Names) spread, of(feature))));
    return new InputProfile(bins.rows(), counted, bins.ngrams());
  }

  private static FeatureProfile counted(FeatureProfile.Names names, List<Long> counts) {
    return new FeatureProfile.Names(names.names(), names.seen(), counts);
  }
}
