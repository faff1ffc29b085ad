package dev.understudy.gateway.console;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What the metrics count of one route, since this gateway began. Any thread may ask. */
final class Counters {
  private final MeterRegistry registry;

  Counters(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Of the calls for comparison that were dealt in that role: those expected, made, not made and
   * why, and what came of those made.
   */
  JsonObject rehearsals(String route, String role) {
    return new JsonObject()
        .put("expected", sum("understudy.shadow.expected", route, role))
        .put("made", sum("understudy.shadow.made", route, role))
        .put("not_made", by("reason", counters("understudy.shadow.not.made", route, role)))
        .put("failed", by("outcome", counters("understudy.shadow.failed", route, role)))
        .put("compared", by("verdict", counters("understudy.comparisons", route, role)))
        .put("not_compared", sum("understudy.comparisons.dropped", route, role));
  }

  /** To whom requests were dealt, and what kept them from the student. */
  JsonObject dealing(String route) {
    return new JsonObject()
        .put("dealt", by("to", counters("understudy.launches", route)))
        .put("fallbacks", by("reason", counters("understudy.fallbacks", route)))
        .put("withheld", by("reason", counters("understudy.withheld", route)))
        .put("escalated", by("reason", counters("understudy.hybrid.escalated", route)))
        .put("refused", by("check", counters("understudy.guard.refused", route)));
  }

  private long sum(String name, String route, String role) {
    return Math.round(counters(name, route, role).stream().mapToDouble(Counter::count).sum());
  }

  private Collection<Counter> counters(String name, String route, String role) {
    return registry.find(name).tag("route", route).tag("role", role).counters();
  }

  private Collection<Counter> counters(String name, String route) {
    return registry.find(name).tag("route", route).counters();
  }

  /** Those that counted anything, by the value of a tag, sorted. */
  private static JsonObject by(String tag, Collection<Counter> counters) {
    Map<String, Long> counts = new TreeMap<>();
    for (Counter counter : counters) {
      String value = counter.getId().getTag(tag);
      long count = Math.round(counter.count());
      if (value != null && count > 0) {
        counts.merge(value, count, Long::sum);
      }
    }
    JsonObject json = new JsonObject();
    counts.forEach(json::put);
    return json;
  }
}
