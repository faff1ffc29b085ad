package dev.understudy.gateway.rollout;

import org.jspecify.annotations.Nullable;

/**
 * What one call of the student showed. What it says nothing about is null; it may be told later by
 * another observation.
 *
 * @param different whether its answer differs from the teacher's
 * @param failed whether the call failed; a call that a breaker refused did
 * @param timesTeacher its duration as a multiple of the teacher's for the same request
 */
public record Observation(
    @Nullable Boolean different, @Nullable Boolean failed, @Nullable Double timesTeacher) {

  /** How a comparison came out. */
  public static Observation compared(boolean different) {
    return new Observation(different, null, null);
  }

  /** How a call ended. */
  public static Observation called(boolean failed) {
    return new Observation(null, failed, null);
  }
}
