package dev.understudy.gateway.recent;

import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Verdict;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many comparisons came to what, by route, and how many second answers of the teacher's own,
 * which tell its noise. Routes that came and went do not fill the memory. Safe for every thread.
 */
final class Tallies {
  private static final int MOST_ROUTES = 256;

  private final Map<String, Tally> routes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tally> eldest) {
          return size() > MOST_ROUTES;
        }
      };

  private static final class Tally {
    final EnumMap<Verdict, Long> students = new EnumMap<>(Verdict.class);
    final EnumMap<Verdict, Long> echoes = new EnumMap<>(Verdict.class);
  }

  synchronized void count(Comparison comparison) {
    Tally tally = routes.computeIfAbsent(comparison.route(), name -> new Tally());
    (comparison.echo() ? tally.echoes : tally.students).merge(comparison.verdict(), 1L, Long::sum);
  }

  synchronized Map<Verdict, Long> students(String route) {
    Tally tally = routes.get(route);
    return all(tally == null ? Map.of() : tally.students);
  }

  synchronized Map<Verdict, Long> echoes(String route) {
    Tally tally = routes.get(route);
    return all(tally == null ? Map.of() : tally.echoes);
  }

  private static Map<Verdict, Long> all(Map<Verdict, Long> some) {
    EnumMap<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict, some.getOrDefault(verdict, 0L));
    }
    return Collections.unmodifiableMap(counts);
  }
}
