package dev.understudy.trainer.training.tune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019, algorithm 2). For one thread.
 * Moments belong to the manager it was given.
 */
final class AdamW {
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final float EPSILON = 1e-8f;

  /** DJL's word for gradients that are not cut one by one. */
  private static final float NO_CUT = -1;

  private final NDManager owner;
  private final List<Weight> weights = new ArrayList<>();
  private long steps;

  AdamW(NDManager owner) {
    this.owner = owner;
  }

  private record Weight(
      String name,
      NDArray array,
      NDArray mean,
      NDArray variance,
      double learningRate,
      double decay) {}

  /** Adds a weight that shall learn; it must require gradients before the first step. */
  void add(String name, NDArray array, double learningRate, double decay) {
    NDArray mean = owner.zeros(array.getShape());
    NDArray variance = owner.zeros(array.getShape());
    weights.add(new Weight(name, array, mean, variance, learningRate, decay));
  }

  /** The length of all gradients together. */
  double gradientNorm() {
    double squares = 0;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      for (Weight weight : weights) {
        squares += Math.pow(weight.array().getGradient().norm().getFloat(), 2);
      }
    }
    return Math.sqrt(squares);
  }

  /**
   * Moves all weights, then sets their gradients to zero.
   *
   * @param rate the share of the learning rates
   * @param rescale what gradients are multiplied by
   */
  void step(double rate, double rescale) {
    steps++;
    double step = steps;
    double correction = Math.sqrt(1 - Math.pow(BETA_2, step)) / (1 - Math.pow(BETA_1, step));
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      for (Weight weight : weights) {
        double learningRate = weight.learningRate() * rate;
        NDArray gradient = weight.array().getGradient();
        weight
            .array()
            .getNDArrayInternal()
            .adamUpdate(
                new NDList(weight.array(), gradient, weight.mean(), weight.variance()),
                new NDList(weight.array()),
                (float) learningRate,
                (float) (learningRate * correction),
                (float) weight.decay(),
                (float) rescale,
                NO_CUT,
                (float) BETA_1,
                (float) BETA_2,
                EPSILON,
                false,
                true);
        gradient.subi(gradient);
      }
    }
  }

  /** How many steps were taken. */
  long steps() {
    return steps;
  }

  /** Goes on as after so many steps. */
  void continueFrom(long taken) {
    steps = taken;
  }

  /** The moments by name, to be written or set. */
  Map<String, NDArray> moments() {
    Map<String, NDArray> moments = new LinkedHashMap<>();
    for (Weight weight : weights) {
      moments.put("mean/" + weight.name(), weight.mean());
      moments.put("variance/" + weight.name(), weight.variance());
    }
    return moments;
  }
}
