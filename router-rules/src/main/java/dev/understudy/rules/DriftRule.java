package dev.understudy.rules;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * That a route's requests are watched for drift away from what its student was trained on.
 *
 * @param profile the student's description, {@code student.json}, which says how its inputs were
 *     spread
 * @param alpha the chance of ever raising a false alarm that is accepted, within (0, 1)
 * @param window over how many requests an alarm looks back
 * @param labels whether the mix of labels is watched, too; not where the set was balanced by them
 * @param onDrift what happens when drift is shown
 */
public record DriftRule(Path profile, double alpha, int window, boolean labels, OnDrift onDrift) {
  /** The usual chance of a false alarm. */
  public static final double USUAL_ALPHA = 0.01;

  /** The usual window, in requests. */
  public static final int USUAL_WINDOW = 500;

  /** What happens when drift is shown. */
  public enum OnDrift {
    /** Nothing but a log line and metrics. */
    WARN,
    /** The student's share falls to 0 at once, while its rehearsals go on. */
    DARK,
    /** The student's share falls to 0 at once. */
    ROLL_BACK;

    /** The word used in rules, such as {@code roll_back}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public DriftRule {
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(onDrift, "onDrift");
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be within (0, 1), got " + alpha);
    }
  }
}
