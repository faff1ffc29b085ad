package dev.understudy.trainer.mistakes;

import dev.understudy.trainer.cluster.ClusterSettings;
import dev.understudy.trainer.cluster.Clusters;
import dev.understudy.trainer.evaluation.TestRow;
import java.util.List;
import java.util.stream.Collectors;

/** Names what rows are about: the cluster they came with, or else one learned from the test set. */
final class Topics {
  private static final int ROWS_PER_CLUSTER = 25;
  private static final int MOST_CLUSTERS = 12;
  private static final int MOST_LEARNED_FROM = 5_000;
  private static final int TERMS = 4;
  private static final String NONE = "no common words";

  private final Clusters clusters;

  private Topics(Clusters clusters) {
    this.clusters = clusters;
  }

  static Topics of(List<TestRow> rows, int seed) {
    int most = Math.min(MOST_CLUSTERS, Math.max(1, rows.size() / ROWS_PER_CLUSTER));
    ClusterSettings settings = new ClusterSettings(most, MOST_LEARNED_FROM, seed);
    List<String> inputs = rows.stream().limit(MOST_LEARNED_FROM).map(TestRow::input).toList();
    return new Topics(Clusters.learn(inputs, settings));
  }

  String name(TestRow row) {
    String given = row.slices().cluster();
    if (given != null) {
      return given;
    }
    int number = clusters.assign(row.input());
    if (number == Clusters.NONE) {
      return NONE;
    }
    String terms =
        clusters.clusters().get(number).terms().stream()
            .filter(term -> term.codePoints().anyMatch(Character::isLetter))
            .limit(TERMS)
            .collect(Collectors.joining(", "));
    return terms.isEmpty() ? NONE : terms;
  }
}
