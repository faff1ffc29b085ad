package dev.understudy.trainer.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them: rounded, so that the last bits of a sum never show. */
public final class Numbers {
  private Numbers() {}

  /** The number to that many digits behind the point; half goes to the even neighbour. */
  public static double rounded(int digits, double number) {
    return new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
  }

  /** The number with its thousands parted, such as {@code 12,345}. */
  public static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** The share in percent, such as {@code 3.0%}; a share above nothing never reads as nothing. */
  public static String percent(long part, long all) {
    double percent = all == 0 ? 0 : 100.0 * part / all;
    return percent > 0 && percent < 0.05 ? "<0.1%" : String.format(Locale.ROOT, "%.1f%%", percent);
  }
}
