package dev.understudy.sink.redaction.number;

/** The check digit of ISO/IEC 7812-1, annex B. */
final class Luhn {
  private Luhn() {}

  /** Whether the last of those digits checks the others, which are not all alike. */
  static boolean holds(Window window, int from, int to) {
    int sum = 0;
    boolean alike = true;
    boolean doubled = false;
    for (int i = to - 1; i >= from; i--) {
      int digit = window.digit(i);
      alike &= digit == window.digit(from);
      sum += doubled ? digit < 5 ? digit * 2 : digit * 2 - 9 : digit;
      doubled = !doubled;
    }
    return sum % 10 == 0 && !alike;
  }
}
