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
  HARD,
  /** The student was not trained for tools, which it offers or called. */
  UNTRAINED_TOOLS,
  /** The student was not trained for anything but text. */
  UNTRAINED_IMAGES,
  /** The student was not trained for its language. */
  UNTRAINED_LANGUAGE,
  /** The student was not trained for its template, or for prompts without one. */
  UNTRAINED_TEMPLATE,
  /** The student was not trained for anything as long or as short. */
  UNTRAINED_LENGTH,
  /** There is no conversation in it that training sets could have been made of. */
  UNTRAINED_SHAPE;

  /**
   * The word used in metrics and pages, such as {@code not_a_call} or {@code untrained_language}.
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
