package dev.understudy.diff.drift;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a stream of requests stands.
 *
 * @param requests how many came
 * @param counted how many of them counted: of a key's only the first in each window
 * @param capital what a capital of one has become, all features together
 * @param features each feature of the profile
 * @param alarm the first that was raised, or null
 */
public record DriftStatus(
    long requests,
    long counted,
    double capital,
    Map<Feature, FeatureDrift> features,
    @Nullable DriftAlarm alarm) {
  public DriftStatus {
    features = Collections.unmodifiableMap(new EnumMap<>(features));
  }
}
