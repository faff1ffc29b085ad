package dev.understudy.gateway.launch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts who serves the requests of each route: {@code understudy.launches} by route and side,
 * {@code understudy.fallbacks}, {@code understudy.hybrid.escalated} and {@code understudy.withheld}
 * by route and reason, {@code understudy.guard.refused} by route and check. Safe for every thread.
 */
public final class LaunchMeters {
  private final MeterRegistry registry;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  /** Meters in that registry. */
  public LaunchMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The counter of a route's requests that are dealt to its student, or to its teacher. */
  Counter dealt(String route, boolean student) {
    return counter(
        "understudy.launches",
        "Requests dealt, by who was to serve them",
        route,
        "to",
        student ? "student" : "teacher");
  }

  void fellBack(String route, String reason) {
    counter(
            "understudy.fallbacks",
            "Requests dealt to the student that the teacher answered",
            route,
            "reason",
            reason)
        .increment();
  }

  void escalated(String route, String reason) {
    counter(
            "understudy.hybrid.escalated",
            "Answers of the student withheld as not good enough",
            route,
            "reason",
            reason)
        .increment();
  }

  void refused(String route, String check) {
    counter(
            "understudy.guard.refused",
            "Answers of the teacher refused as not as they must be",
            route,
            "check",
            check)
        .increment();
  }

  void withheld(String route, String reason) {
    counter(
            "understudy.withheld",
            "Requests kept from the student by what they are",
            route,
            "reason",
            reason)
        .increment();
  }

  private Counter counter(String name, String description, String route, String tag, String value) {
    return counters.computeIfAbsent(
        String.join(" ", name, route, value),
        absent ->
            Counter.builder(name)
                .description(description)
                .tag("route", route)
                .tag(tag, value)
                .register(registry));
  }
}
