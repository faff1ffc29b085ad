package dev.understudy.trainer.mistakes;

import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSystem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds gold labels that are likely wrong (Northcutt, Jiang and Chuang, "Confident Learning:
 * Estimating Uncertainty in Dataset Labels", JAIR 2021; the confident joint, ranked by the
 * normalised margin): a row counts as a label when the student's probability for that label is at
 * least the mean that rows of that gold label get; of several such labels the likeliest. Where this
 * is another label than gold, the row is suspect. The student must not have seen the rows.
 */
final class ConfidentLearning {
  private final TestSystem student;
  private final Map<String, Double> thresholds;

  private ConfidentLearning(TestSystem student, Map<String, Double> thresholds) {
    this.student = student;
    this.thresholds = thresholds;
  }

  /** The suspect rows, the most suspect first; none where the student tells no probabilities. */
  static List<Suspect> suspects(List<TestRow> rows, TestSystem student) {
    List<TestRow> told =
        rows.stream()
            .filter(row -> row.gold() != null)
            .filter(row -> !row.answer(student).probabilities().isEmpty())
            .toList();
    ConfidentLearning learning = new ConfidentLearning(student, thresholds(told, student));
    List<Suspect> suspects = new ArrayList<>();
    for (TestRow row : told) {
      Suspect suspect = learning.suspect(row, Objects.requireNonNull(row.gold()));
      if (suspect != null) {
        suspects.add(suspect);
      }
    }
    suspects.sort(
        Comparator.comparingDouble(Suspect::margin).thenComparing(each -> each.row().id()));
    return List.copyOf(suspects);
  }

  /** The mean probability of each gold label over its own rows. */
  private static Map<String, Double> thresholds(List<TestRow> rows, TestSystem student) {
    Map<String, List<Double>> own = new TreeMap<>();
    for (TestRow row : rows) {
      String gold = Objects.requireNonNull(row.gold());
      own.computeIfAbsent(gold, label -> new ArrayList<>()).add(probability(row, student, gold));
    }
    Map<String, Double> thresholds = new TreeMap<>();
    own.forEach(
        (label, each) ->
            thresholds.put(
                label, each.stream().mapToDouble(Double::doubleValue).average().orElse(1)));
    return thresholds;
  }

  private @Nullable Suspect suspect(TestRow row, String gold) {
    String likeliest = null;
    double highest = -1;
    for (Map.Entry<String, Double> label : thresholds.entrySet()) {
      double probability = probability(row, student, label.getKey());
      if (probability >= label.getValue() && probability > highest) {
        likeliest = label.getKey();
        highest = probability;
      }
    }
    return likeliest == null || likeliest.equals(gold)
        ? null
        : new Suspect(row, gold, likeliest, highest, probability(row, student, gold) - highest);
  }

  private static double probability(TestRow row, TestSystem student, String label) {
    return row.answer(student).probabilities().getOrDefault(label, 0.0);
  }
}
