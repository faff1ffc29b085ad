package dev.understudy.trainer.evaluation;

import java.util.Locale;

/** What a system is in an evaluation. */
public enum Role {
  /** What is judged. */
  STUDENT,
  /** What the student learned from and shall stand in for. */
  TEACHER,
  /** What the student must beat to be worth its cost, such as the most frequent label. */
  BASELINE,
  /** A student that was in use before. */
  EARLIER;

  /** The word in reports, such as {@code student}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
