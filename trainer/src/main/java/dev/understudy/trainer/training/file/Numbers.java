package dev.understudy.trainer.training.file;

import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;

/** Kinds of numbers in files of trainings. */
final class Numbers {
  private Numbers() {}

  /** A number greater than 0, such as {@code 0.5} or {@code 2e-5}. */
  static final Scalar<Double> POSITIVE = number("must be a number greater than 0", 1.0);

  /** A number of at least 1, such as {@code 1.5}. */
  static final Scalar<Double> FROM_ONE =
      POSITIVE.where(number -> number >= 1, "must be at least 1");

  private static Scalar<Double> number(String rule, double standIn) {
    return Scalar.of(
        standIn,
        text -> {
          double number;
          try {
            number = Double.parseDouble(text);
          } catch (NumberFormatException none) {
            throw Mismatch.of(rule, text);
          }
          if (!(number > 0) || Double.isInfinite(number)) {
            throw Mismatch.of(rule, text);
          }
          return number;
        });
  }
}
