package dev.understudy.gateway.rollout;

import dev.understudy.diff.evidence.Counts;
import dev.understudy.diff.evidence.Interval;
import dev.understudy.diff.evidence.Judgement;
import dev.understudy.diff.evidence.Reading;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in words what the evidence shows. */
final class Reasons {
  private Reasons() {}

  static String harm(Judgement judgement) {
    return "beyond the limit: " + reading(judgement.worst());
  }

  static String pass(Judgement judgement) {
    return "within all limits: "
        + judgement.readings().stream().map(Reasons::reading).collect(Collectors.joining("; "));
  }

  /** Such as {@code different 12 of 60 bad (20.0%, between 9.1% and 35.2%), limit 5.0%}. */
  static String reading(Reading reading) {
    Counts step = reading.step();
    Interval rate = reading.rate();
    String earlier =
        reading.all().equals(step)
            ? ""
            : String.format(
                Locale.ROOT,
                ", %d of %d since the evidence began",
                reading.all().bad(),
                reading.all().seen());
    return String.format(
        Locale.ROOT,
        "%s %d of %d bad (%.1f%%, between %.1f%% and %.1f%%), limit %.1f%%%s",
        reading.metric().word(),
        step.bad(),
        step.seen(),
        100 * step.rate(),
        100 * rate.low(),
        100 * rate.high(),
        100 * reading.metric().limit(),
        earlier);
  }
}
