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
  private final Map<String, Counter> launches = new ConcurrentHashMap<>();
  private final Map<String, Counter> fallbacks = new ConcurrentHashMap<>();
  private final Map<String, Counter> escalated = new ConcurrentHashMap<>();
  private final Map<String, Counter> refused = new ConcurrentHashMap<>();
  private final Map<String, Counter> withheld = new ConcurrentHashMap<>();

  /** Meters in that registry. */
  public LaunchMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The counter of a route's requests that are dealt to its student, or to its teacher. */
  Counter dealt(String route, boolean student) {
    return launches.computeIfAbsent(
        student ? "s " + route : "t " + route,
        absent ->
            Counter.builder("understudy.launches")
                .description("Requests dealt, by who was to serve them")
                .tag("route", route)
                .tag("to", student ? "student" : "teacher")
                .register(registry));
  }

  void fellBack(String route, String reason) {
    fallbacks
        .computeIfAbsent(
            route + " " + reason,
            absent ->
                Counter.builder("understudy.fallbacks")
                    .description("Requests dealt to the student that the teacher answered")
                    .tag("route", route)
                    .tag("reason", reason)
                    .register(registry))
        .increment();
  }

  void escalated(String route, String reason) {
    escalated
        .computeIfAbsent(
            route + " " + reason,
            absent ->
                Counter.builder("understudy.hybrid.escalated")
                    .description("Answers of the student withheld as not good enough")
                    .tag("route", route)
                    .tag("reason", reason)
                    .register(registry))
        .increment();
  }

  void refused(String route, String check) {
    refused
        .computeIfAbsent(
            route + " " + check,
            absent ->
                Counter.builder("understudy.guard.refused")
                    .description("Answers of the teacher refused as not as they must be")
                    .tag("route", route)
                    .tag("check", check)
                    .register(registry))
        .increment();
  }

  void withheld(String route, String reason) {
    withheld
        .computeIfAbsent(
            route + " " + reason,
            absent ->
                Counter.builder("understudy.withheld")
                    .description("Requests kept from the student by what they are")
                    .tag("route", route)
                    .tag("reason", reason)
                    .register(registry))
        .increment();
  }
}
