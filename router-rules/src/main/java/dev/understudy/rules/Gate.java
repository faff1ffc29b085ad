package dev.understudy.rules;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The condition under which evidence moves a route. At least one limit is set.
 *
 * @param different the share of answers that may differ from the teacher's, or null
 * @param failed the share of student calls that may fail, or null
 * @param slower how much slower than the teacher the student may be, or null
 * @param alpha the chance of a false verdict that is accepted for each question, within (0, 1)
 * @param onHarm what happens when the student is shown to be worse than a limit
 * @param onPass what happens when the student is shown to be within all limits
 * @param budget observations after which an open question is called undecided, or null for never
 * @param burst one sticky key's observations count once until it was quiet for this long
 */
public record Gate(
    @Nullable Share different,
    @Nullable Share failed,
    @Nullable Slower slower,
    double alpha,
    OnHarm onHarm,
    OnPass onPass,
    @Nullable Long budget,
    Duration burst) {
  /** The usual chance of a false verdict. */
  public static final double USUAL_ALPHA = 0.05;

  /** The usual pause that ends a burst. */
  public static final Duration USUAL_BURST = Duration.ofMinutes(1);

  /**
   * A limit to the student's duration as a multiple of the teacher's for the same request.
   *
   * @param max the multiple
   * @param quantile the quantile of the multiple that must stay within it, within (0, 1); 0.5 is
   *     the median
   */
  public record Slower(double max, double quantile) {}

  /** What happens on harm. */
  public enum OnHarm {
    /** The share falls to 0 at once. */
    ROLL_BACK,
    /** Nothing but a log line and a metric. */
    HOLD
  }

  /** What happens when the student passes. */
  public enum OnPass {
    /** The share rises to the next of the canary's steps. */
    PROMOTE,
    /** Nothing but a log line and a metric. */
    HOLD
  }

  public Gate {
    Objects.requireNonNull(onHarm, "onHarm");
    Objects.requireNonNull(onPass, "onPass");
    Objects.requireNonNull(burst, "burst");
    if (different == null && failed == null && slower == null) {
      throw new IllegalArgumentException("a gate needs at least one limit");
    }
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be within (0, 1), got " + alpha);
    }
  }
}
