package dev.understudy.gateway.rollout;

import dev.understudy.diff.evidence.Counts;
import dev.understudy.diff.evidence.Interval;
import dev.understudy.diff.evidence.Judgement;
import dev.understudy.diff.evidence.Reading;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in words what the evidence shows. */
final class Reasons {
  private Reasons() {}

  /**
   * Such as {@code beyond the limit: different 12 of 60 bad since 2026-01-31T07:00:00Z, limit 5.0%;
   * in all 12 of 60}.
   */
  static String harm(Judgement judgement) {
    Reading reading = judgement.worst();
    return String.format(
        Locale.ROOT,
        "beyond the limit: %s %d of %d bad since %s, limit %.1f%%; in all %d of %d",
        reading.metric().word(),
        reading.worst().bad(),
        reading.worst().seen(),
        Instant.ofEpochMilli(reading.worstSinceMillis()),
        100 * reading.metric().limit(),
        reading.all().bad(),
        reading.all().seen());
  }

  static String pass(Judgement judgement) {
    return "within all limits: "
        + judgement.readings().stream().map(Reasons::reading).collect(Collectors.joining("; "));
  }

  /** Such as {@code different 12 of 60 bad (20.0%, between 9.1% and 35.2%), limit 5.0%}. */
  static String reading(Reading reading) {
    Counts step = reading.step();
    Interval rate = reading.rate();
    return String.format(
        Locale.ROOT,
        "%s %d of %d bad (%.1f%%, between %.1f%% and %.1f%%), limit %.1f%%",
        reading.metric().word(),
        step.bad(),
        step.seen(),
        100 * step.rate(),
        100 * rate.low(),
        100 * rate.high(),
        100 * reading.metric().limit());
  }
}
