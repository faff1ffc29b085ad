package dev.understudy.trainer.card.figures;

import dev.understudy.trainer.card.Warning;
import dev.understudy.trainer.card.Warning.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The warnings found so far. */
final class Findings {
  private final List<Warning> warnings = new ArrayList<>();

  /** Adds something that must be mended; the sentence begins with a capital letter here. */
  void serious(String what, String remedy) {
    warnings.add(new Warning(Severity.SERIOUS, capital(what), remedy));
  }

  /** Adds something to know; the sentence begins with a capital letter here. */
  void notice(String what, String remedy) {
    warnings.add(new Warning(Severity.NOTICE, capital(what), remedy));
  }

  /** All of them, serious ones first, else as they were found. */
  List<Warning> all() {
    return warnings.stream().sorted(Comparator.comparing(Warning::severity)).toList();
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }
}
