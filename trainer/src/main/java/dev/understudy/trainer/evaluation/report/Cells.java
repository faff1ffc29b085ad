package dev.understudy.trainer.evaluation.report;

import dev.understudy.trainer.evaluation.figures.Measured;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as people read them. */
final class Cells {
  private static final String NONE = "–";

  private Cells() {}

  /** A share in percent with its interval, such as {@code 90.2 (86.9–92.8)}. */
  static String percent(@Nullable Measured share) {
    return scaled(share, 100, "%.1f");
  }

  /** A figure that is not a share with its interval. */
  static String figure(@Nullable Measured figure) {
    return scaled(figure, 1, "%.1f");
  }

  /** A small figure with its interval, such as {@code 0.031 (0.022–0.060)}. */
  static String small(@Nullable Measured figure) {
    return scaled(figure, 1, "%.3f");
  }

  /** A difference of shares in points with its interval, such as {@code +2.2 (-1.0 to +5.1)}. */
  static String points(Measured difference) {
    String value = signed(difference.value());
    return difference.low() == null || difference.high() == null
        ? value
        : value + " (" + signed(difference.low()) + " to " + signed(difference.high()) + ")";
  }

  /** A chance, such as {@code 0.041} or {@code 3e-08}. */
  static String chance(double p) {
    return String.format(Locale.ROOT, p < 0.001 ? "%.0e" : "%.3f", p);
  }

  /** A share in percent without interval. */
  static String plain(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  /** A confidence level, such as {@code 95%}. */
  static String level(double level) {
    return String.format(Locale.ROOT, "%s%%", Math.round(1000 * level) / 10.0).replace(".0%", "%");
  }

  private static String signed(double share) {
    return String.format(Locale.ROOT, "%+.1f", 100 * share);
  }

  private static String scaled(@Nullable Measured figure, double scale, String format) {
    if (figure == null) {
      return NONE;
    }
    String value = String.format(Locale.ROOT, format, scale * figure.value());
    return figure.low() == null || figure.high() == null
        ? value
        : value
            + String.format(
                Locale.ROOT,
                " (" + format + "–" + format + ")",
                scale * figure.low(),
                scale * figure.high());
  }
}
