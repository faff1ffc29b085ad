package dev.understudy.sink.redaction.number;

/** What the digits of China's resident id (GB 11643) say. */
final class Residents {
  private Residents() {}

  /** The check digit after the first 17: 10 where it is written X. */
  static int check(Window window) {
    int sum = 0;
    int weight = 1;
    for (int i = 16; i >= 0; i--) {
      weight = weight * 2 % 11;
      sum += weight * window.digit(i);
    }
    return (12 - sum % 11) % 11;
  }

  /** Whether a day of birth stands at its place. */
  static boolean isBorn(Window window) {
    long year = window.value(6, 10);
    return year >= 1900
        && year < 2100
        && window.digit(0) > 0
        && NationalIds.isDay((int) window.value(10, 12), (int) window.value(12, 14));
  }
}
