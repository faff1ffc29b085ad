package dev.understudy.gateway.admin;

import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last cases in which a student's answer differed, and how many comparisons came to what, by
 * route, since this process began. The teacher's second answers are left out. Memory is bounded,
 * whatever the answers hold. Safe for every thread.
 */
public final class RecentComparisons {
  private static final int MOST_CASES = 50;
  private static final long MOST_BYTES = 1024 * 1024;
  private static final int MOST_ROUTES = 256;

  private final Map<String, OfRoute> routes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OfRoute> eldest) {
          return size() > MOST_ROUTES;
        }
      };

  /** What is kept of one route. */
  private static final class OfRoute {
    final EnumMap<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    final ArrayDeque<Comparison> cases = new ArrayDeque<>();
    long bytes;
  }

  /** Takes a comparison; one whose values are too large to keep is counted only. */
  public synchronized void add(Comparison comparison) {
    if (comparison.echo()) {
      return;
    }
    OfRoute route = routes.computeIfAbsent(comparison.route(), name -> new OfRoute());
    route.counts.merge(comparison.verdict(), 1L, Long::sum);
    if (comparison.verdict() == Verdict.DIFFERENT && comparison.keptBytes() <= MOST_BYTES) {
      route.cases.addFirst(comparison);
      route.bytes += comparison.keptBytes();
      while (route.cases.size() > MOST_CASES || route.bytes > MOST_BYTES) {
        route.bytes -= route.cases.removeLast().keptBytes();
      }
    }
  }

  /** The last differing cases of a route, the newest first. */
  synchronized List<Comparison> differing(String name) {
    OfRoute route = routes.get(name);
    return route == null ? List.of() : new ArrayList<>(route.cases);
  }

  /** How many comparisons of a route came to what; every verdict is present. */
  synchronized Map<Verdict, Long> counts(String name) {
    EnumMap<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    OfRoute route = routes.get(name);
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict, route == null ? 0L : route.counts.getOrDefault(verdict, 0L));
    }
    return Collections.unmodifiableMap(counts);
  }
}
