package dev.understudy.trainer.training;

import java.util.Comparator;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Which of a student's figures trainings are compared by. */
public enum Measure {
  /** The share that is right. */
  ACCURACY(Figures::accuracy),
  /** The mean of that share over labels. */
  BALANCED_ACCURACY(Figures::balancedAccuracy),
  /** The mean F1 of labels. */
  MACRO_F1(Figures::macroF1),
  /** The mean cross-entropy, in nats. */
  LOSS(Figures::loss);

  private final ToDoubleFunction<Figures> figure;

  Measure(ToDoubleFunction<Figures> figure) {
    this.figure = figure;
  }

  /** The word in files, such as {@code balanced_accuracy}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** That figure of these. */
  public double of(Figures figures) {
    return figure.applyAsDouble(figures);
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
