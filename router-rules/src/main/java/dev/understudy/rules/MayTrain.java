package dev.understudy.rules;

import java.util.Locale;

/** Whether the terms of an upstream's provider allow a model to be trained on its answers. */
public enum MayTrain {
  /** They do. */
  YES,
  /** They do not: no training set may be built of them. */
  NO,
  /** Somebody has to say so first. */
  ASK;

  /** The word used in rules and columns, such as {@code ask}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
