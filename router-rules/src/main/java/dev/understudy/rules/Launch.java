package dev.understudy.rules;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a route serves. Without a student, canary, dark and hybrid the teacher alone is asked. Canary
 * or hybrid and dark go together: the requests that they leave to the teacher may be rehearsed.
 *
 * @param student whether the student serves everything, with the teacher as its fallback
 * @param canary the share of keys the student serves, or null
 * @param dark the share of the teacher's requests that the student rehearses, or null
 * @param hybrid which requests and answers are the student's and which the teacher's, or null
 */
public record Launch(
    boolean student, @Nullable Canary canary, @Nullable Dark dark, @Nullable Hybrid hybrid) {
  /** The teacher alone. */
  public static final Launch TEACHER = new Launch(false, null, null);

  /**
   * Part of the keys to the student.
   *
   * @param share the share of keys to begin with
   * @param steps the shares to which evidence may raise it, rising; empty for none
   */
  public record Canary(Share share, List<Share> steps) {
    public Canary {
      Objects.requireNonNull(share, "share");
      steps = List.copyOf(steps);
      for (int i = 1; i < steps.size(); i++) {
        if (steps.get(i - 1).compareTo(steps.get(i)) >= 0) {
          throw new IllegalArgumentException("steps must rise, got " + steps);
        }
      }
    }
  }

  /**
   * A copy of part of the traffic to the student, for comparison alone.
   *
   * @param share the share of requests that are rehearsed
   * @param echo the share of requests for which the teacher is asked a second time
   * @param budget what rehearsing may take
   */
  public record Dark(Share share, Share echo, Budget budget) {
    public Dark {
      Objects.requireNonNull(share, "share");
      Objects.requireNonNull(echo, "echo");
      Objects.requireNonNull(budget, "budget");
    }
  }

  /**
   * What shadow calls of one route may take, on each gateway; calls beyond are not made, and are
   * counted.
   *
   * @param concurrency calls at a time
   * @param bytesPerSecond request and answer bytes per second, or null for no bound
   * @param usdPerHour US dollars per hour by the upstream's price, or null for no bound
   */
  public record Budget(
      int concurrency, @Nullable Long bytesPerSecond, @Nullable BigDecimal usdPerHour) {
    /** The usual budget: 32 calls at a time. */
    public static final Budget USUAL = new Budget(32, null, null);
  }

  public Launch {
    if (student && (canary != null || dark != null || hybrid != null)) {
      throw new IllegalArgumentException("student goes with neither canary, dark nor hybrid");
    }
    if (canary != null && hybrid != null) {
      throw new IllegalArgumentException("canary and hybrid do not go together");
    }
  }

  /** A launch that is no hybrid. */
  public Launch(boolean student, @Nullable Canary canary, @Nullable Dark dark) {
    this(student, canary, dark, null);
  }

  /** Whether a student takes part. */
  public boolean needsStudent() {
    return student || canary != null || dark != null || hybrid != null;
  }

  /** The share of keys that the student serves or may serve, or null where keys are not dealt. */
  public @Nullable Canary dealt() {
    return hybrid != null ? hybrid.dealt() : canary;
  }

  /** The word used in columns and metrics: {@code teacher, dark, canary, hybrid, student}. */
  public String word() {
    if (student) {
      return "student";
    }
    if (hybrid != null) {
      return "hybrid";
    }
    return canary != null ? "canary" : dark != null ? "dark" : "teacher";
  }
}
