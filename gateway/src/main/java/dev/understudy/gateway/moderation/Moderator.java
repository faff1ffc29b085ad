package dev.understudy.gateway.moderation;

import dev.understudy.gateway.student.Guard;
import dev.understudy.gateway.upstream.Destination;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * An upstream that tells harmful texts, for one route. Safe for every thread.
 *
 * @param route the route's name
 * @param to where it is
 * @param guard keeps it from being asked while it fails, and by too many at a time
 * @param registry counts what it says and how long that takes: {@code understudy.moderations} by
 *     outcome, and {@code understudy.moderation.duration}
 */
public record Moderator(String route, Destination to, Guard guard, MeterRegistry registry) {
  /** The most questions to one moderator at a time, of one route. */
  public static final int MOST_AT_A_TIME = 64;

  void counted(String outcome) {
    Counter.builder("understudy.moderations")
        .description("Answers that a moderator was to tell of, by what came of it")
        .tag("route", route)
        .tag("upstream", to.origin().name())
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  void took(Duration time) {
    Timer.builder("understudy.moderation.duration")
        .description("How long moderators took, whatever came of it")
        .tag("route", route)
        .tag("upstream", to.origin().name())
        .register(registry)
        .record(time);
  }
}
