package dev.understudy.trainer.mining;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The different texts of one role, in an order that depends on nothing but themselves and looks
 * like chance, so that the first few are a fair sample.
 */
final class Texts {
  private final List<String> all;
  private final int[] weights;

  private Texts(List<String> all, int[] weights) {
    this.all = all;
    this.weights = weights;
  }

  /** The texts, with how many conversations have each. */
  static Texts of(Map<String, Integer> counts) {
    Map<String, Long> ranks = new LinkedHashMap<>();
    counts.keySet().forEach(text -> ranks.put(text, rank(text)));
    List<String> all =
        counts.keySet().stream()
            .sorted(
                Comparator.<String, Long>comparing(ranks::get)
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    int[] weights = new int[all.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = counts.getOrDefault(all.get(i), 0);
    }
    return new Texts(all, weights);
  }

  private static long rank(String text) {
    return SampleRank.mixed(SampleRank.hash(0, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The texts. */
  List<String> all() {
    return all;
  }

  String text(int row) {
    return all.get(row);
  }

  int weight(int row) {
    return weights[row];
  }

  int weight(int[] rows) {
    int sum = 0;
    for (int row : rows) {
      sum += weights[row];
    }
    return sum;
  }

  /** How many there are, each as often as conversations have it. */
  int total() {
    return IntStream.of(weights).sum();
  }
}
