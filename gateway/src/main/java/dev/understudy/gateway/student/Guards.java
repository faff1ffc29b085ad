package dev.understudy.gateway.student;

import dev.understudy.exchange.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The guards of all students, one for each route and use, so that rehearsals never close the door
 * on clients. A guard outlives a reload of the rules. Safe for every thread.
 */
public final class Guards {
  private final MeterRegistry registry;
  private final Map<String, Guard> guards = new ConcurrentHashMap<>();

  /** Guards that show their state in that registry. */
  public Guards(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * The guard of a student.
   *
   * @param route the route it is asked for
   * @param student the upstream's name
   * @param use what it is asked for: {@code serving}, {@code shadow}, {@code moderation} or {@code
   *     echo}, which bears the client's key
   * @param concurrency the most calls at a time, from now on
   */
  public Guard of(String route, String student, String use, int concurrency) {
    Guard guard =
        guards.computeIfAbsent(
            route + " " + student + " " + use, key -> made(route, student, use, concurrency));
    guard.allow(concurrency);
    return guard;
  }

  private Guard made(String route, String student, String use, int concurrency) {
    Guard guard = new Guard(student, concurrency, !use.equals(Role.ECHO.word()));
    Tags tags = Tags.of("route", route, "student", student, "use", use);
    Gauge.builder("understudy.student.breaker.open", guard, g -> g.isOpen() ? 1 : 0)
        .description("1 while a student is not asked, as too many of its last calls failed")
        .tags(tags)
        .register(registry);
    Gauge.builder("understudy.student.calls.under.way", guard, Guard::underWay)
        .description("Calls to a student under way")
        .tags(tags)
        .register(registry);
    return guard;
  }
}
