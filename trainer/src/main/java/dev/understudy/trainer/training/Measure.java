package dev.understudy.trainer.training;

import java.util.Comparator;
import java.util.Locale;

/** Which of a student's figures trainings are compared by. */
public enum Measure {
  /** The share that is right. */
  ACCURACY,
  /** The mean of that share over labels. */
  BALANCED_ACCURACY,
  /** The mean F1 of labels. */
  MACRO_F1,
  /** The mean cross-entropy, in nats. */
  LOSS;

  /** The word in files, such as {@code balanced_accuracy}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** That figure of these. */
  public double of(Figures figures) {
    return switch (this) {
      case ACCURACY -> figures.accuracy();
      case BALANCED_ACCURACY -> figures.balancedAccuracy();
      case MACRO_F1 -> figures.macroF1();
      case LOSS -> figures.loss();
    };
  }

  /** The better number first. */
  public Comparator<Double> bestFirst() {
    return this == LOSS ? Comparator.naturalOrder() : Comparator.reverseOrder();
  }

  /** A number as people read it: in percent, but for a loss. */
  public String wording(double number) {
    return this == LOSS
        ? String.format(Locale.ROOT, "%.4f", number)
        : String.format(Locale.ROOT, "%.2f", 100 * number);
  }
}
