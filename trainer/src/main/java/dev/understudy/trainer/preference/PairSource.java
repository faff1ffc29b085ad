package dev.understudy.trainer.preference;

import java.util.Locale;

/** What says that one answer of a pair is better. */
public enum PairSource {
  /** People or programs corrected the teacher: the correction is better than what it had said. */
  CORRECTION,
  /** A student was compared with the teacher, and answered differently. */
  COMPARISON;

  /** The word used in columns and cards, such as {@code correction}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of that word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static PairSource of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
