package dev.understudy.gateway.rehearsal;

import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts one route's shadow calls or echoes, so that those dealt are always those made and those
 * not made together: {@code understudy.shadow.expected}, {@code .made}, {@code .not.made} by
 * reason, {@code .failed} by outcome; and what comparisons come to, {@code understudy.comparisons}
 * by verdict and {@code understudy.comparisons.dropped}. All are there from the start. Safe for
 * every thread.
 */
public final class ShadowCounters {
  /** The outcome of a call that was answered to its end with what no client could be given. */
  static final String UNUSABLE = "unusable_answer";

  private final Counter expected;
  private final Counter made;
  private final Counter notCompared;
  private final Map<NotMade, Counter> notMade = new EnumMap<>(NotMade.class);
  private final Map<String, Counter> failed = new HashMap<>();
  private final Map<Verdict, Counter> compared = new EnumMap<>(Verdict.class);

  /**
   * Counters in that registry; another set of the same route and role counts on.
   *
   * @param role {@link Role#SHADOW} or {@link Role#ECHO}, or {@link Role#ESCALATED}, of which there
   *     are comparisons alone
   */
  public ShadowCounters(MeterRegistry registry, String route, Role role) {
    Tags tags = Tags.of("route", route, "role", role.word());
    expected = counter(registry, "understudy.shadow.expected", "Shadow calls dealt", tags);
    made = counter(registry, "understudy.shadow.made", "Shadow calls made", tags);
    notCompared =
        counter(
            registry,
            "understudy.comparisons.dropped",
            "Answers not compared, as too many waited for it",
            tags);
    for (NotMade why : NotMade.values()) {
      notMade.put(
          why,
          counter(
              registry,
              "understudy.shadow.not.made",
              "Shadow calls not made",
              tags.and("reason", why.word())));
    }
    for (Outcome outcome : Outcome.values()) {
      failed.put(outcome.word(), failed(registry, tags, outcome.word()));
    }
    failed.put(UNUSABLE, failed(registry, tags, UNUSABLE));
    for (Verdict verdict : Verdict.values()) {
      compared.put(
          verdict,
          counter(
              registry,
              "understudy.comparisons",
              "Answers compared with the teacher's",
              tags.and("verdict", verdict.word())));
    }
  }

  private static Counter failed(MeterRegistry registry, Tags tags, String outcome) {
    return counter(
        registry,
        "understudy.shadow.failed",
        "Shadow calls made that brought no usable answer",
        tags.and("outcome", outcome));
  }

  private static Counter counter(
      MeterRegistry registry, String name, String description, Tags tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }

  void expected() {
    expected.increment();
  }

  void made() {
    made.increment();
  }

  void notMade(NotMade why) {
    increment(notMade.get(why));
  }

  /**
   * Counts a call that brought no usable answer.
   *
   * @param outcome the word of its outcome, or {@link #UNUSABLE}
   */
  void failed(String outcome) {
    increment(failed.get(outcome));
  }

  void compared(Verdict verdict) {
    increment(compared.get(verdict));
  }

  void notCompared() {
    notCompared.increment();
  }

  private static void increment(@Nullable Counter counter) {
    Objects.requireNonNull(counter, "every value has a counter").increment();
  }
}
