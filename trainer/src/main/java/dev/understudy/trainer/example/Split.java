package dev.understudy.trainer.example;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A part of a training set. */
public enum Split {
  /** Learned from. */
  TRAIN,
  /** Looked at while learning, to choose and to stop. */
  VALIDATION,
  /** Kept apart for the end, distributed as the traffic is. */
  TEST_INDIST,
  /** Kept apart for the end, with as many examples of each label. */
  TEST_BALANCED;

  /** The word used in columns and file names, such as {@code test-indist}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The one of that word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Split of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The one of exactly that word, if there is one. */
  public static Optional<Split> named(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /** Whether it is one of the test sets, which are frozen once made. */
  public boolean isTest() {
    return this == TEST_INDIST || this == TEST_BALANCED;
  }
}
