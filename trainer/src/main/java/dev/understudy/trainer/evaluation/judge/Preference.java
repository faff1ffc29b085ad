package dev.understudy.trainer.evaluation.judge;

import java.util.Locale;

/** Which of two answers a judge preferred, by the place where it was shown. */
enum Preference {
  /** The answer shown first. */
  FIRST,
  /** The answer shown second. */
  SECOND,
  /** Neither. */
  TIE,
  /** What it said is none of these. */
  UNREADABLE;

  /** Reads what a judge said: its last word. */
  static Preference read(String reply) {
    String[] words = reply.strip().toUpperCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1);
    for (int i = words.length - 1; i >= 0; i--) {
      if (!words[i].isEmpty()) {
        return switch (words[i]) {
          case "A" -> FIRST;
          case "B" -> SECOND;
          case "TIE" -> TIE;
          default -> UNREADABLE;
        };
      }
    }
    return UNREADABLE;
  }

  /** How well the answer shown first did: 1, 0, or a half. */
  double score() {
    return switch (this) {
      case FIRST -> 1;
      case SECOND -> 0;
      case TIE, UNREADABLE -> 0.5;
    };
  }

  /** The word in the file of answers. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
