package dev.understudy.gateway.rehearsal;

import dev.understudy.exchange.Role;
import dev.understudy.exchange.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts shadow calls, so that those dealt are always those made and those not made together:
 * {@code understudy.shadow.expected}, {@code .made}, {@code .not.made} by reason, {@code .failed};
 * and what comparisons come to, {@code understudy.comparisons} by verdict. Safe for every thread.
 */
public final class ShadowMeters {
  private final MeterRegistry registry;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  /** Meters in that registry. */
  public ShadowMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void expected(String route, Role role) {
    count("understudy.shadow.expected", "Shadow calls dealt", route, role, "", "");
  }

  void made(String route, Role role) {
    count("understudy.shadow.made", "Shadow calls made", route, role, "", "");
  }

  void notMade(String route, Role role, NotMade why) {
    count("understudy.shadow.not.made", "Shadow calls not made", route, role, "reason", why.word());
  }

  void failed(String route, Role role, String outcome) {
    count(
        "understudy.shadow.failed",
        "Shadow calls made that brought no answer",
        route,
        role,
        "outcome",
        outcome);
  }

  void compared(String route, Role role, Verdict verdict) {
    count(
        "understudy.comparisons",
        "Answers compared with the teacher's",
        route,
        role,
        "verdict",
        verdict.word());
  }

  void notCompared(String route, Role role) {
    count(
        "understudy.comparisons.dropped",
        "Answers not compared as too many waited for it",
        route,
        role,
        "",
        "");
  }

  private void count(
      String name, String description, String route, Role role, String key, String value) {
    counters
        .computeIfAbsent(
            name + " " + route + " " + role + " " + value,
            absent -> {
              Counter.Builder counter =
                  Counter.builder(name)
                      .description(description)
                      .tag("route", route)
                      .tag("role", role.word());
              return (key.isEmpty() ? counter : counter.tag(key, value)).register(registry);
            })
        .increment();
  }
}
