package dev.understudy.student.classifier;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Turns scores into probabilities: {@code softmax(score / temperature + bias)}. The temperature
 * makes confidence honest (Guo et al., "On Calibration of Modern Neural Networks", 2017); the bias
 * undoes a training set whose mix of labels is not the traffic's (Saerens et al., 2002).
 *
 * @param temperature greater than 0; above 1 makes probabilities less extreme
 * @param bias what is added for each label, in the labels' order
 */
public record Calibration(double temperature, List<Double> bias) {
  public Calibration {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("temperature must be greater than 0, got " + temperature);
    }
    bias = List.copyOf(bias);
    for (double each : bias) {
      if (!Double.isFinite(each)) {
        throw new IllegalArgumentException("bias must be finite numbers, got " + each);
      }
    }
  }

  /** Scores taken as they are. */
  public static Calibration none(int labels) {
    return new Calibration(1, Collections.nCopies(labels, 0.0));
  }

  /** The probability of each label; they add up to 1. */
  public List<Double> probabilities(List<Float> logits) {
    double[] powers = new double[logits.size()];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < powers.length; i++) {
      powers[i] = logits.get(i) / temperature + bias.get(i);
      greatest = Math.max(greatest, powers[i]);
    }
    double sum = 0;
    for (int i = 0; i < powers.length; i++) {
      powers[i] = Math.exp(powers[i] - greatest);
      sum += powers[i];
    }
    double all = sum;
    return Arrays.stream(powers).mapToObj(power -> power / all).toList();
  }
}
