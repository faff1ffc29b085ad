package dev.understudy.exchange;

import java.util.Locale;

/** The tables in which it is remembered what happened. */
public enum Table {
  /** One row for each {@link Exchange}. */
  EXCHANGES,
  /** One row for each {@link Comparison}. */
  COMPARISONS,
  /** One row for each {@link Feedback}. */
  FEEDBACK;

  /** The word used for folders, columns, metrics and logs, such as {@code exchanges}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
