package dev.understudy.trainer.training.calibrate;

import dev.understudy.student.classifier.Calibration;
import dev.understudy.trainer.training.linear.Lbfgs;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Fits a calibration to rows that were not trained on: the least cross-entropy (Guo et al., "On
 * Calibration of Modern Neural Networks", 2017).
 */
public enum Calibrator {
  /** Scores as they are. */
  NONE,
  /** One temperature. */
  TEMPERATURE,
  /** A temperature, and a bias for each label: where training rows are not mixed as traffic is. */
  TEMPERATURE_AND_BIAS;

  private static final Lbfgs DESCENT = new Lbfgs(500, 1e-12);
  private static final double LEAST = 0.05;
  private static final double MOST = 20;

  /**
   * The calibration that fits best.
   *
   * @param rows at least one
   * @param labels how many labels there are
   */
  public Calibration fit(List<Scored> rows, int labels) {
    if (this == NONE || rows.isEmpty()) {
      return Calibration.none(labels);
    }
    double[] at = new double[1 + labels];
    DESCENT.minimise((place, gradient) -> loss(rows, place, gradient), at);
    double inverse = inverse(at[0]);
    double mean = Arrays.stream(at, 1, at.length).average().orElse(0);
    List<Double> bias =
        this == TEMPERATURE
            ? Collections.nCopies(labels, 0.0)
            : Arrays.stream(at, 1, at.length).mapToObj(each -> each - mean).toList();
    return new Calibration(1 / inverse, bias);
  }

  /** Kept within bounds, as a set without a single mistake would drive it to any height. */
  private static double inverse(double log) {
    return Math.exp(Math.max(-Math.log(MOST), Math.min(-Math.log(LEAST), log)));
  }

  private double loss(List<Scored> rows, double[] at, double[] gradient) {
    Arrays.fill(gradient, 0);
    double inverse = inverse(at[0]);
    boolean inside = inverse == Math.exp(at[0]);
    double all = rows.stream().mapToDouble(Scored::weight).sum();
    double loss = 0;
    double[] powers = new double[at.length - 1];
    for (Scored row : rows) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int label = 0; label < powers.length; label++) {
        powers[label] =
            row.logits().get(label) * inverse + (this == TEMPERATURE ? 0 : at[1 + label]);
        greatest = Math.max(greatest, powers[label]);
      }
      double total = 0;
      for (double power : powers) {
        total += Math.exp(power - greatest);
      }
      double log = greatest + Math.log(total);
      double weight = row.weight() / all;
      loss -= weight * (powers[row.label()] - log);
      for (int label = 0; label < powers.length; label++) {
        double pull = weight * (Math.exp(powers[label] - log) - (label == row.label() ? 1 : 0));
        gradient[0] += inside ? pull * row.logits().get(label) * inverse : 0;
        if (this == TEMPERATURE_AND_BIAS) {
          gradient[1 + label] += pull;
        }
      }
    }
    return loss;
  }
}
