package dev.understudy.trainer.example;

import java.util.Locale;

/** Who an answer to be learned comes from. */
public enum Provenance {
  /** The teacher answered so. */
  TEACHER,
  /** A person or a program that knows corrected the teacher. */
  GOLD,
  /** Several answers to one question were counted. */
  VOTE,
  /** A model made the question, too. */
  SYNTHETIC;

  /** The word used in columns and cards, such as {@code teacher}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of that word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Provenance of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
