package dev.understudy.trainer.mistakes;

import dev.understudy.trainer.cluster.ClusterSettings;
import dev.understudy.trainer.cluster.Clusters;
import dev.understudy.trainer.evaluation.TestRow;
import java.util.List;

/** Names what rows are about: the cluster they came with, or else one learned from these rows. */
final class Topics {
  private static final int ROWS_PER_CLUSTER = 10;
  private static final int MOST_CLUSTERS = 12;
  private static final int TERMS = 4;
  private static final String NONE = "no common words";

  private final Clusters clusters;

  private Topics(Clusters clusters) {
    this.clusters = clusters;
  }

  static Topics of(List<TestRow> rows, int seed) {
    int most = Math.min(MOST_CLUSTERS, Math.max(1, rows.size() / ROWS_PER_CLUSTER));
    ClusterSettings settings = new ClusterSettings(most, Math.max(1, rows.size()), seed);
    return new Topics(Clusters.learn(rows.stream().map(TestRow::input).toList(), settings));
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
    List<String> terms = clusters.clusters().get(number).terms();
    return terms.isEmpty()
        ? NONE
        : String.join(", ", terms.subList(0, Math.min(TERMS, terms.size())));
  }
}
