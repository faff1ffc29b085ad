package dev.understudy.trainer.evaluation.interval;

/** Refuses confidence levels that are none. */
final class Levels {
  private Levels() {}

  static void require(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "a confidence level must be within (0, 1), such as 0.95, got " + level);
    }
  }
}
