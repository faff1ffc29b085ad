package dev.understudy.rules.command;

import dev.understudy.rules.Hybrid;
import dev.understudy.rules.Hybrid.Easy;
import dev.understudy.rules.Launch;
import dev.understudy.rules.Route;
import dev.understudy.rules.Share;
import dev.understudy.rules.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How rules and figures are put in words. */
public final class Wording {
  private Wording() {}

  /** A launch such as {@code canary 5% (steps 1%, 5%, 100%), dark 20%, echo 2%}. */
  public static String launch(Route route) {
    Launch launch = route.launch();
    List<String> parts = new ArrayList<>();
    Launch.Canary canary = launch.canary();
    if (canary != null) {
      parts.add("canary " + canary.share() + steps(canary.steps()));
    }
    Hybrid hybrid = launch.hybrid();
    if (hybrid != null) {
      parts.add(
          "hybrid " + hybrid.dealt().share() + steps(hybrid.dealt().steps()) + judged(hybrid));
    }
    Launch.Dark dark = launch.dark();
    if (dark != null) {
      parts.add("dark " + dark.share());
      if (!dark.echo().isNone()) {
        parts.add("echo " + dark.echo());
      }
    }
    return parts.isEmpty() ? launch.word() : String.join(", ", parts);
  }

  private static String judged(Hybrid hybrid) {
    List<String> parts = new ArrayList<>();
    if (hybrid.easy() instanceof Easy.Stated stated) {
      parts.add("easy " + stated.condition());
    } else if (hybrid.easy() instanceof Easy.Learned learned) {
      parts.add("easy by " + learned.file().getFileName());
    }
    if (hybrid.trainedOn() != null) {
      parts.add("trained on " + hybrid.trainedOn().getFileName());
    }
    if (hybrid.confident() != null) {
      parts.add("confident " + hybrid.confident());
    }
    if (!hybrid.check().isNone()) {
      parts.add("checked");
    }
    return " (" + String.join(", ", parts) + ")";
  }

  private static String steps(List<Share> steps) {
    return steps.isEmpty()
        ? ""
        : " (steps " + steps.stream().map(Share::toString).collect(Collectors.joining(", ")) + ")";
  }

  /** An upstream's name, or a dash for none. */
  static String name(@Nullable Upstream upstream) {
    return upstream == null ? "-" : upstream.name();
  }

  /** A count such as {@code 1,234}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A count with its noun, such as {@code 1 request} or {@code 2,000 requests}. */
  static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** A part of a whole such as {@code 4.98%}. */
  static String percent(long part, long whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.2f%%", 100.0 * part / whole);
  }

  /** A rate per second such as {@code 0.042} or {@code 1,234}. */
  static String rate(double perSecond) {
    String form = perSecond >= 100 ? "%,.0f" : perSecond >= 1 ? "%.1f" : "%.3f";
    return perSecond == 0 ? "0" : String.format(Locale.ROOT, form, perSecond);
  }

  /** Money such as {@code $1,234.50}. */
  static String dollars(double usd) {
    return String.format(Locale.ROOT, usd != 0 && usd < 0.1 ? "$%.4f" : "$%,.2f", usd);
  }
}
