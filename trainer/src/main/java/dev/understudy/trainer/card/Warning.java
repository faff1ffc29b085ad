package dev.understudy.trainer.card;

import java.util.Objects;

/**
 * Something to mend, or at least to know, before learning from the set.
 *
 * @param severity how bad it is
 * @param what what was found, in one sentence
 * @param remedy what to do about it, in one sentence
 */
public record Warning(Severity severity, String what, String remedy) {
  /** How bad it is. */
  public enum Severity {
    /** What is measured or learned with this set will be wrong. */
    SERIOUS,
    /** It may be meant so. */
    NOTICE
  }

  public Warning {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(remedy, "remedy");
  }
}
