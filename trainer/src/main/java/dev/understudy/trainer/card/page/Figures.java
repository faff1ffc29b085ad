package dev.understudy.trainer.card.page;

import java.util.Locale;

/** Numbers where there is little room, and amounts of money. */
final class Figures {
  private Figures() {}

  /** A number in few characters, such as {@code 12k}; exact below a thousand. */
  static String compact(long number) {
    if (number < 1000) {
      return String.valueOf(number);
    }
    return number < 1_000_000 ? tenth(number / 1e3) + "k" : tenth(number / 1e6) + "M";
  }

  private static String tenth(double number) {
    String tenth = String.format(Locale.ROOT, "%.1f", number);
    return tenth.endsWith(".0") ? tenth.substring(0, tenth.length() - 2) : tenth;
  }

  /** US dollars, to the cent, or finer where it is less than ten cents. */
  static String usd(double amount) {
    return String.format(Locale.ROOT, amount > 0 && amount < 0.1 ? "$%.4f" : "$%,.2f", amount);
  }
}
