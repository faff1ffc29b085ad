package dev.understudy.sink.redaction.number;

/** The check digit of J. Verhoeff, "Error detecting decimal codes" (1969). */
final class Verhoeff {
  private static final int[] PERMUTATION = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

  private Verhoeff() {}

  /** Whether the last digit checks the others. */
  static boolean holds(Window window) {
    int check = 0;
    for (int i = 0; i < window.count(); i++) {
      int digit = window.digit(window.count() - 1 - i);
      for (int turn = i % 8; turn > 0; turn--) {
        digit = PERMUTATION[digit];
      }
      check = product(check, digit);
    }
    return check == 0;
  }

  /** The product in the dihedral group of the pentagon: 0 to 4 turns, 5 to 9 mirrored ones. */
  private static int product(int a, int b) {
    if (a < 5) {
      return b < 5 ? (a + b) % 5 : 5 + (a + b - 5) % 5;
    }
    return b < 5 ? 5 + (a - 5 - b + 5) % 5 : (a - b + 5) % 5;
  }
}
