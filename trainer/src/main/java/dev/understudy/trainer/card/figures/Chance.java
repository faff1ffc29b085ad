package dev.understudy.trainer.card.figures;

import dev.understudy.trainer.card.Drift;
import java.util.Locale;

/**
 * What to make of a difference between two samples: whether chance alone makes as much, and whether
 * it is large enough to care.
 *
 * @param rest the size of the one sample
 * @param newest the size of the other
 */
record Chance(long rest, long newest) {
  /** Fewer rows on one side tell nothing. */
  static final long ENOUGH = 100;

  /** Of which a standard normal value is above by chance once in a hundred times. */
  private static final double NORMAL_99 = 2.3263;

  /** The asymptotic 99 % quantile of the Kolmogorov distribution. */
  private static final double KOLMOGOROV_99 = 1.6276;

  /** One over either size: the variance of a difference of shares, up to a factor. */
  private double spread() {
    return 1.0 / rest + 1.0 / newest;
  }

  /**
   * What a population stability index of that many values exceeds by chance once in a hundred
   * times: it is distributed as chi-squared (Yurdakul, Statistical Properties of Population
   * Stability Index, 2018), whose quantile is Wilson and Hilferty's (1931).
   */
  double psi(int values) {
    double freedom = Math.max(1, values - 1);
    double part = 2 / (9 * freedom);
    double root = 1 - part + NORMAL_99 * Math.sqrt(part);
    return freedom * root * root * root * spread();
  }

  /** What a Kolmogorov-Smirnov distance exceeds by chance once in a hundred times. */
  double distance() {
    return KOLMOGOROV_99 * Math.sqrt(spread());
  }

  /** The verdict on a figure. */
  Drift.Verdict verdict(double figure, double byChance, double notable) {
    if (Math.min(rest, newest) < ENOUGH) {
      return Drift.Verdict.TOO_FEW;
    }
    if (figure <= byChance) {
      return Drift.Verdict.CHANCE;
    }
    return figure < notable ? Drift.Verdict.SLIGHT : Drift.Verdict.NOTABLE;
  }

  /**
   * The verdict in a sentence.
   *
   * @param change what changed, beginning with a small letter
   * @param figure the figure with its name, such as {@code PSI 0.310}
   */
  String sentence(
      Drift.Verdict verdict, String change, String figure, double byChance, double notable) {
    String rows = String.format(Locale.ROOT, "%,d rows now and %,d before", newest, rest);
    return switch (verdict) {
      case TOO_FEW ->
          "Too few rows to tell: %s, and at least %d of each are wanted.".formatted(rows, ENOUGH);
      case CHANCE ->
          String.format(
              Locale.ROOT,
              "Not notable: with %s, chance alone makes as much as this (%s, by chance up to"
                  + " %.3f).",
              rows,
              figure,
              byChance);
      case SLIGHT ->
          String.format(
              Locale.ROOT,
              "Slight: %s; that is more than chance makes with %s, yet small (%s, by chance up to"
                  + " %.3f, notable from %.1f).",
              change,
              rows,
              figure,
              byChance,
              notable);
      case NOTABLE ->
          String.format(
              Locale.ROOT,
              "Notable: %s; that is large, and more than chance makes with %s (%s, by chance up to"
                  + " %.3f, notable from %.1f).",
              change,
              rows,
              figure,
              byChance,
              notable);
    };
  }
}
