package dev.understudy.bench.dataset;

import java.util.List;

/**
 * What one build took.
 *
 * @param rows exchanges that went in
 * @param capturedBytes their files, and those of feedback
 * @param laps what each part took, in order
 * @param peakBytes the most memory resident
 * @param outBytes all that was made, the stages' own tables too
 * @param setBytes of that, the finished set
 */
record Measured(
    long rows, long capturedBytes, List<Lap> laps, long peakBytes, long outBytes, long setBytes) {
  Measured {
    laps = List.copyOf(laps);
  }

  double wallSeconds() {
    return laps.stream().mapToDouble(Lap::wallSeconds).sum();
  }

  double cpuSeconds() {
    return laps.stream().mapToDouble(Lap::cpuSeconds).sum();
  }

  /** The part of that name; nothing where there was none. */
  Lap lap(String name) {
    return laps.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(new Lap(name, Double.NaN, Double.NaN));
  }
}
