package dev.understudy.rules;

import java.util.Locale;
import java.util.Objects;

/**
 * What happens to answers, the teacher's or the student's, that are not as they must be.
 *
 * @param onFail what happens to them
 * @param check what they must be like
 */
public record OutputGuard(OnFail onFail, OutputCheck check) {
  /** What happens to an answer that is not as it must be. */
  public enum OnFail {
    /** It is given to the client, and counted after the fact. */
    COUNT,
    /** A student's is withheld and the teacher asked; a teacher's is counted. */
    FALL_BACK,
    /** As {@code FALL_BACK}, and a teacher's is withheld too: the client gets an error. */
    REFUSE;

    /** The word used in rules, such as {@code fall_back}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a student's answers are held back to be judged. */
  public boolean withholds() {
    return onFail != OnFail.COUNT;
  }

  public OutputGuard {
    Objects.requireNonNull(onFail, "onFail");
    Objects.requireNonNull(check, "check");
    if (check.isNone()) {
      throw new IllegalArgumentException("a guard needs something to check");
    }
  }
}
