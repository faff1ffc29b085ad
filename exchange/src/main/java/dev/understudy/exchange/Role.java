package dev.understudy.exchange;

import java.util.Locale;

/** Why an exchange happened. */
public enum Role {
  /** The client got this answer. */
  PRIMARY,
  /** Asked for comparison only; nobody was served with it. */
  SHADOW,
  /** The teacher asked a second time, to measure its own noise. */
  ECHO,
  /** A student's answer that was withheld because the teacher was asked instead. */
  ESCALATED;

  /** The word used in columns, metrics and logs, such as {@code primary}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
