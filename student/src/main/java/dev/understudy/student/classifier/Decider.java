package dev.understudy.student.classifier;

import java.util.List;

/**
 * Decides for a label.
 *
 * @param labels what can be chosen, at least two
 * @param calibration how scores become probabilities
 */
public record Decider(List<LabelChoice> labels, Calibration calibration) {
  public Decider {
    labels = List.copyOf(labels);
    if (labels.size() < 2) {
      throw new IllegalArgumentException(
          "a classifier needs at least two labels, got " + labels.size());
    }
    if (labels.stream().map(LabelChoice::label).distinct().count() != labels.size()) {
      throw new IllegalArgumentException("labels must differ from one another");
    }
    if (calibration.bias().size() != labels.size()) {
      throw new IllegalArgumentException(
          "there must be a bias for each of the %d labels, got %d"
              .formatted(labels.size(), calibration.bias().size()));
    }
  }

  /** What is decided for scores in the labels' order. */
  public Decision decide(List<Float> logits) {
    List<Double> probabilities = calibration.probabilities(logits);
    int best = 0;
    for (int i = 1; i < probabilities.size(); i++) {
      if (probabilities.get(i) / labels.get(i).threshold()
          > probabilities.get(best) / labels.get(best).threshold()) {
        best = i;
      }
    }
    return new Decision(best, probabilities);
  }

  /**
   * A decision.
   *
   * @param chosen the place of the chosen label
   * @param probabilities of all labels in their order
   */
  public record Decision(int chosen, List<Double> probabilities) {
    public Decision {
      probabilities = List.copyOf(probabilities);
    }

    /** The probability of what was chosen. */
    public double confidence() {
      return Math.min(1, probabilities.get(chosen));
    }
  }
}
