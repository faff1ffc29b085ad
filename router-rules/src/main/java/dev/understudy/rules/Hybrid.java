package dev.understudy.rules;

import dev.understudy.rules.Launch.Canary;
import dev.understudy.rules.expression.Condition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The student answers what it can and the teacher the rest: requests that are not easy, or that the
 * student was not trained for, go to the teacher at once, and of the others the student's answer is
 * held back until it is known to be good enough. At least one of easy, trainedOn, confident and
 * check says something.
 *
 * @param dealt the share of keys whose requests the student may answer at all, and its steps
 * @param easy which requests the student is asked, or null for all
 * @param trainedOn the student's description, {@code student.json}, which says what requests it was
 *     trained on, so that no others are asked of it; or null for any
 * @param confident the least confidence, in [0, 1], with which its answer is given, or null
 * @param check what its answer must be like
 * @param hold how long its answer is held back at most
 */
public record Hybrid(
    Canary dealt,
    @Nullable Easy easy,
    @Nullable Path trainedOn,
    @Nullable Double confident,
    OutputCheck check,
    Hold hold) {
  /** How easy requests are told from hard ones. */
  public sealed interface Easy {
    /**
     * By what the request is.
     *
     * @param condition holds for easy ones
     */
    record Stated(Condition condition) implements Easy {
      public Stated {
        Objects.requireNonNull(condition, "condition");
      }
    }

    /**
     * By what was learned from comparisons.
     *
     * @param file the learned router's file
     * @param threshold the score, in [0, 1], from which on a request is easy; null for the file's
     */
    record Learned(Path file, @Nullable Double threshold) implements Easy {
      public Learned {
        Objects.requireNonNull(file, "file");
      }
    }
  }

  /**
   * How much of an answer is held back, and how long. Where a bound is met before all is decided, a
   * stream is let go if nothing needs the whole of it, and else the teacher is asked.
   *
   * @param bytes the most bytes of the answer's body
   * @param tokens the most tokens of a stream: its events, each of which carries about one
   * @param time the longest time since the student was asked
   */
  public record Hold(long bytes, int tokens, Duration time) {
    /** The usual bounds. */
    public static final Hold USUAL = new Hold(256 << 10, 500, Duration.ofSeconds(3));

    public Hold {
      Objects.requireNonNull(time, "time");
      if (bytes < 1 || tokens < 1 || time.isZero() || time.isNegative()) {
        throw new IllegalArgumentException(
            "bounds must be above 0, got %d bytes, %d tokens, %s".formatted(bytes, tokens, time));
      }
    }
  }

  public Hybrid {
    Objects.requireNonNull(dealt, "dealt");
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(hold, "hold");
    if (confident != null && !(confident >= 0 && confident <= 1)) {
      throw new IllegalArgumentException("confident must be within [0, 1], got " + confident);
    }
    if (easy == null && trainedOn == null && confident == null && check.isNone()) {
      throw new IllegalArgumentException("a hybrid needs easy, trainedOn, confident or a check");
    }
  }

  /** Whether the student's answers are held back to be judged, whatever a guard says. */
  public boolean judges() {
    return confident != null || !check.isNone();
  }
}
