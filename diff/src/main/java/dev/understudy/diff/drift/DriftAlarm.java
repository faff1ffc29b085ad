package dev.understudy.diff.drift;

import java.util.Objects;

/**
 * That requests are not like those of the training set any more.
 *
 * @param requests how many requests had come when it was raised
 * @param counted how many of them counted
 * @param feature the one with most capital among those that differ enough
 * @param capital what a capital of one had become, all features together
 * @param psi the feature's PSI in the last window
 */
public record DriftAlarm(long requests, long counted, Feature feature, double capital, double psi) {
  public DriftAlarm {
    Objects.requireNonNull(feature, "feature");
  }
}
