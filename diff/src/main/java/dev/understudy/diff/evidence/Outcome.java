package dev.understudy.diff.evidence;

import java.util.Locale;

/** What the evidence comes to. */
public enum Outcome {
  /** Nothing is shown yet. */
  CONTINUE,
  /** The student is within every limit. */
  PROMOTE,
  /** The student is beyond a limit. */
  ROLL_BACK,
  /**
   * Nothing was shown within the budget of observations. The bets go on: a later look may still
   * find one of the others.
   */
  UNDECIDED;

  /** The word used in logs and pages, such as {@code roll_back}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
