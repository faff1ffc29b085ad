package dev.understudy.trainer.training;

import dev.understudy.trainer.training.data.TrainingRow;
import dev.understudy.trainer.training.data.TrainingSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well a student does on rows whose labels are known; rows count by their weights.
 *
 * @param rows how many rows
 * @param accuracy the share that is right, in [0, 1]
 * @param balancedAccuracy the mean of that share over labels, in [0, 1]
 * @param macroF1 the mean F1 of labels, in [0, 1]
 * @param loss the mean cross-entropy, calibrated, in nats
 */
public record Figures(
    int rows, double accuracy, double balancedAccuracy, double macroF1, double loss) {

  /** The weight of the rows of a label, of those answered so, and of those where both is true. */
  private static final class Count {
    private double gold;
    private double answered;
    private double right;

    double f1() {
      return 2 * right / (gold + answered);
    }
  }

  /**
   * Those of decisions.
   *
   * @param decided at least one
   * @param labels all there are
   */
  static Figures of(List<Decided> decided, List<String> labels, double loss) {
    Map<String, Count> counts = new TreeMap<>();
    labels.forEach(label -> counts.put(label, new Count()));
    for (Decided each : decided) {
      Count of = counts.computeIfAbsent(each.label(), any -> new Count());
      of.gold += each.weight();
      counts.computeIfAbsent(each.answered(), any -> new Count()).answered += each.weight();
      of.right += each.isRight() ? each.weight() : 0;
    }
    double all = counts.values().stream().mapToDouble(each -> each.gold).sum();
    return new Figures(
        decided.size(),
        counts.values().stream().mapToDouble(each -> each.right).sum() / all,
        counts.values().stream()
            .filter(each -> each.gold > 0)
            .mapToDouble(each -> each.right / each.gold)
            .average()
            .orElse(0),
        counts.values().stream()
            .filter(each -> each.gold + each.answered > 0)
            .mapToDouble(Count::f1)
            .average()
            .orElse(0),
        loss);
  }

  /**
   * Those of the plainest baseline: it always answers the label that most training rows have, and
   * is as sure of each label as they are frequent.
   *
   * @param rows at least one
   * @param counts how many training rows have each label
   */
  static Figures ofMajority(List<TrainingRow> rows, Map<String, Long> counts) {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    String majority = TrainingSet.majority(counts);
    double share = (double) counts.getOrDefault(majority, 0L) / all;
    double loss = 0;
    double weight = 0;
    for (TrainingRow row : rows) {
      loss -= row.weight() * Math.log((double) counts.getOrDefault(row.label(), 0L) / all);
      weight += row.weight();
    }
    return of(
        rows.stream()
            .map(row -> new Decided(row.id(), row.label(), majority, share, row.weight()))
            .toList(),
        List.copyOf(counts.keySet()),
        loss / weight);
  }
}
