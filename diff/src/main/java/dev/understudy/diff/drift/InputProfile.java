package dev.understudy.diff.drift;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the inputs of a training set are spread: what a student saw. Immutable, thread-safe. {@link
 * ProfileDraft} makes one, {@link InputProfileJson} writes and reads one.
 *
 * @param rows how many rows the set has
 * @param features those that are known
 * @param ngrams how rare n-grams are
 */
public record InputProfile(long rows, Map<Feature, FeatureProfile> features, NgramTable ngrams) {
  /** Stands where a feature is not known. */
  static final int UNKNOWN = -1;

  public InputProfile {
    Objects.requireNonNull(ngrams, "ngrams");
    features = Collections.unmodifiableMap(new EnumMap<>(features));
    features.forEach(
        (feature, profile) -> {
          if (feature.isNumber() != profile instanceof FeatureProfile.Numbers) {
            throw new IllegalArgumentException(
                feature.word() + " must be a " + (feature.isNumber() ? "number" : "name"));
          }
        });
  }

  /** The same, as if that feature were not known. */
  InputProfile without(Feature feature) {
    Map<Feature, FeatureProfile> others = new EnumMap<>(Feature.class);
    others.putAll(features);
    others.remove(feature);
    return new InputProfile(rows, others, ngrams);
  }

  /** The bin that a request falls into, or {@link #UNKNOWN}. */
  int bin(Feature feature, InputFacts facts) {
    FeatureProfile profile = features.get(feature);
    if (profile instanceof FeatureProfile.Numbers numbers) {
      return numbers.binOf(facts.number(feature, ngrams));
    }
    String name = facts.name(feature);
    return profile instanceof FeatureProfile.Names names && name != null
        ? names.binOf(name)
        : UNKNOWN;
  }

  /** The names of a feature, or null where it is not known. */
  public FeatureProfile.@Nullable Names names(Feature feature) {
    return features.get(feature) instanceof FeatureProfile.Names names ? names : null;
  }

  /** The spread of a number, or null where it is not known. */
  public FeatureProfile.@Nullable Numbers numbers(Feature feature) {
    return features.get(feature) instanceof FeatureProfile.Numbers numbers ? numbers : null;
  }
}
