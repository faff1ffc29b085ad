package dev.understudy.rules.command;

import dev.understudy.rules.Gate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a gate is put in words. */
public final class GateWording {
  private GateWording() {}

  /** Such as {@code different <= 5%, failed <= 1%: roll back or promote}. */
  public static String of(Gate gate) {
    List<String> limits = new ArrayList<>();
    if (gate.different() != null) {
      limits.add("different <= " + gate.different());
    }
    if (gate.failed() != null) {
      limits.add("failed <= " + gate.failed());
    }
    if (gate.slower() != null) {
      limits.add("slower <= " + BigDecimal.valueOf(gate.slower().max()).toPlainString() + "x");
    }
    return String.join(", ", limits) + ": " + word(gate.onHarm()) + " or " + word(gate.onPass());
  }

  private static String word(Enum<?> action) {
    return action.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
