package dev.understudy.sink.redaction.body;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The placeholders of one entry, {@code <EMAIL_1>} and so on: the same value has the same number,
 * and numbers are given in the order in which values are first asked for. Numbers that stood in the
 * entry's texts before are not given again. Not thread-safe.
 */
public final class Placeholders {
  private final Map<String, Integer> highest = new HashMap<>();
  private final Map<String, Map<String, Integer>> numbers = new HashMap<>();
  private final TreeMap<String, Integer> hits = new TreeMap<>();

  /** Notes that a placeholder of that kind and number is in the texts already. */
  void stands(String kind, int number) {
    highest.merge(kind, number, Math::max);
  }

  /** The placeholder for a value. */
  String of(String kind, String value) {
    int number =
        numbers
            .computeIfAbsent(kind, none -> new HashMap<>())
            .computeIfAbsent(value, none -> highest.merge(kind, 1, Integer::sum));
    return "<" + kind + "_" + number + ">";
  }

  /** Counts one thing that was taken out. */
  public void count(String kind) {
    hits.merge(kind, 1, Integer::sum);
  }

  /** How many things of each kind were taken out. */
  public Map<String, Integer> hits() {
    return Collections.unmodifiableMap(new TreeMap<>(hits));
  }
}
