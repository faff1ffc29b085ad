package dev.understudy.trainer.drift;

import dev.understudy.diff.drift.Feature;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A stretch of time, and how far its requests are from those of the training set.
 *
 * @param from when it begins
 * @param requests how many came
 * @param psi by feature
 */
record Period(Instant from, long requests, Map<Feature, Double> psi) {
  Period {
    psi = Collections.unmodifiableMap(new EnumMap<>(psi));
  }

  /** The greatest PSI of all features; 0 where there are none. */
  double most() {
    return psi.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
