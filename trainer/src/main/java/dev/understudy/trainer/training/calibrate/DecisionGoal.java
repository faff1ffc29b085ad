package dev.understudy.trainer.training.calibrate;

import dev.understudy.student.classifier.Calibration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What decisions are to be good at; sets the thresholds of labels. */
public sealed interface DecisionGoal {
  /**
   * The threshold of each label, in their order.
   *
   * @param rows rows that were not trained on, mixed as traffic is, at least one
   */
  List<Double> thresholds(List<Scored> rows, Calibration calibration, List<String> labels);

  /** What files say for it: a word, or a map. */
  Object setting();

  /** Fewest mistakes in traffic: the likeliest label. */
  record Accuracy() implements DecisionGoal {
    @Override
    public Object setting() {
      return "accuracy";
    }

    @Override
    public List<Double> thresholds(
        List<Scored> rows, Calibration calibration, List<String> labels) {
      return Collections.nCopies(labels.size(), 1.0 / labels.size());
    }
  }

  /**
   * Fewest mistakes if all labels were equally frequent: each label's threshold is its share of
   * traffic, as calibrated probabilities tell it (Bayes' rule; Elkan, "The Foundations of
   * Cost-Sensitive Learning", 2001).
   */
  record BalancedAccuracy() implements DecisionGoal {
    private static final double LEAST = 1e-4;

    @Override
    public Object setting() {
      return "balanced_accuracy";
    }

    @Override
    public List<Double> thresholds(
        List<Scored> rows, Calibration calibration, List<String> labels) {
      double[] shares = new double[labels.size()];
      double all = 0;
      for (Scored row : rows) {
        List<Double> probabilities = calibration.probabilities(row.logits());
        for (int label = 0; label < shares.length; label++) {
          shares[label] += row.weight() * probabilities.get(label);
        }
        all += row.weight();
      }
      List<Double> thresholds = new ArrayList<>();
      for (double share : shares) {
        thresholds.add(Math.max(LEAST, Math.min(1 - LEAST, share / all)));
      }
      return thresholds;
    }
  }

  /**
   * At least so much of one label found, and then as few false alarms as that allows: the highest
   * threshold whose recall over the rows is enough.
   *
   * @param label the label
   * @param least the recall, in (0, 1]
   */
  record Recall(String label, double least) implements DecisionGoal {
    @Override
    public Object setting() {
      return Map.of("recall", Map.of("label", label, "at_least", least));
    }

    @Override
    public List<Double> thresholds(
        List<Scored> rows, Calibration calibration, List<String> labels) {
      int place = labels.indexOf(label);
      if (place < 0) {
        throw new IllegalArgumentException(
            "goal names label '%s', which no training row has; known: %s".formatted(label, labels));
      }
      List<Scored> ofLabel =
          rows.stream()
              .filter(row -> row.label() == place)
              .sorted(
                  Comparator.comparingDouble(
                      (Scored row) -> -calibration.probabilities(row.logits()).get(place)))
              .toList();
      if (ofLabel.isEmpty()) {
        throw new IllegalArgumentException(
            "goal asks for recall of label '%s', but no row of the validation part has it"
                .formatted(label));
      }
      double all = ofLabel.stream().mapToDouble(Scored::weight).sum();
      double found = 0;
      double threshold = 0.5;
      for (Scored row : ofLabel) {
        found += row.weight();
        threshold = calibration.probabilities(row.logits()).get(place);
        if (found >= least * all - 1e-9) {
          break;
        }
      }
      // A hair below, so that the row itself is found.
      double bounded = Math.max(1e-4, Math.min(1 - 1e-4, threshold * (1 - 1e-9)));
      List<Double> thresholds = new ArrayList<>(Collections.nCopies(labels.size(), 1 - bounded));
      thresholds.set(place, bounded);
      return thresholds;
    }
  }
}
