package dev.understudy.exchange;

import java.util.Locale;

/** What a comparison of two answers comes to. */
public enum Verdict {
  /** The same for the purpose of the route. */
  SAME,
  /** Different. */
  DIFFERENT,
  /** Not to be compared: one of the two is missing, broken or an error. */
  INCOMPARABLE;

  /** The word used in columns, metrics and logs, such as {@code same}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
