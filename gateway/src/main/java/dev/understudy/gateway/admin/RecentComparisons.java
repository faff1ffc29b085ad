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
 * route, since this process began; likewise how many second answers of the teacher's own, which
 * tell its noise. Memory is bounded, whatever the answers hold. Safe for every thread.
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
    final EnumMap<Verdict, Long> echoes = new EnumMap<>(Verdict.class);
    final ArrayDeque<Comparison> cases = new ArrayDeque<>();
    long bytes;
  }

  /** Takes a comparison; one whose values are too large to keep is counted only. */
  public synchronized void add(Comparison comparison) {
    OfRoute route = routes.computeIfAbsent(comparison.route(), name -> new OfRoute());
    if (comparison.echo()) {
      route.echoes.merge(comparison.verdict(), 1L, Long::sum);
      return;
    }
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
    OfRoute route = routes.get(name);
    return all(route == null ? Map.of() : route.counts);
  }

  /** How many second answers of a route's teacher came to what, likewise. */
  synchronized Map<Verdict, Long> echoes(String name) {
    OfRoute route = routes.get(name);
    return all(route == null ? Map.of() : route.echoes);
  }

  private static Map<Verdict, Long> all(Map<Verdict, Long> some) {
    EnumMap<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict, some.getOrDefault(verdict, 0L));
    }
    return Collections.unmodifiableMap(counts);
  }
}
