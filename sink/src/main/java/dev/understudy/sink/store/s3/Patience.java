package dev.understudy.sink.store.s3;

import java.time.Duration;
import java.util.Objects;

/**
 * How long S3 is waited for, how often it is asked again, and when it is not asked any more for a
 * while.
 *
 * @param attempts how often one call is attempted at most, with growing random pauses between
 * @param pace what decides whether and when it is attempted again
 * @param connect how long a connection may take
 * @param attempt how long one attempt may take, upload and all
 * @param call how long all attempts of one call may take together
 * @param breakerFailures after so many calls in a row without a sensible answer the breaker opens
 * @param breakerOpen so long nothing is asked then; after it one call tries
 */
public record Patience(
    int attempts,
    Pace pace,
    Duration connect,
    Duration attempt,
    Duration call,
    int breakerFailures,
    Duration breakerOpen) {
  /** Four attempts of 60 s at most, 3 min together; the breaker opens for 5 s after 3 calls. */
  public static final Patience DEFAULTS =
      new Patience(
          4,
          Pace.STANDARD,
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofMinutes(3),
          3,
          Duration.ofSeconds(5));

  /** What decides whether and when a call is attempted again. */
  public enum Pace {
    /** Random pauses of at most 0.1 s, 0.2 s, ... 5 s; 1 s to 20 s where S3 asks to slow down. */
    STANDARD,
    /** The same, and after S3 asked to slow down also fewer first attempts. */
    ADAPTIVE
  }

  public Patience {
    Objects.requireNonNull(pace, "pace");
    atLeastOne("attempts", attempts);
    atLeastOne("breakerFailures", breakerFailures);
    positive("connect", connect);
    positive("attempt", attempt);
    positive("call", call);
    positive("breakerOpen", breakerOpen);
    if (call.compareTo(attempt) < 0) {
      throw new IllegalArgumentException(
          "call must be as long as attempt at least, got %s and %s".formatted(call, attempt));
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }
}
