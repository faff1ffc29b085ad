package dev.understudy.rules.decision;

import java.util.Locale;

/** Why a request is kept from the student. */
public enum Withheld {
  /** It is not a call of an API whose calls stand for themselves. */
  NOT_A_CALL,
  /** Its body is not a JSON object that could be read. */
  NOT_JSON,
  /** It refers to or leaves state at its upstream, or lets it act on the world. */
  STATEFUL,
  /** It has no sticky key. */
  NO_KEY,
  /** It is not among those that are easy for the student. */
  HARD;

  /** The word used in metrics and pages, such as {@code not_a_call}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
