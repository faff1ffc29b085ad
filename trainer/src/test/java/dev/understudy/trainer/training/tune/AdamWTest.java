package dev.understudy.trainer.training.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.understudy.student.engine.TorchEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdamWTest {
  private final TorchEngine engine = TorchEngine.start();
  private final NDManager owner = engine.newArrays(Device.cpu());

  @AfterEach
  void close() {
    owner.close();
  }

  @Test
  void weightsMoveAsTheAlgorithmSays() {
    NDArray weight = owner.create(new float[] {1, -2, 3});
    AdamW optimizer = new AdamW(owner);
    optimizer.add("w", weight, 0.1, 0.01);
    weight.setRequiresGradient(true);
    double[] expected = {1, -2, 3};
    double[] mean = new double[3];
    double[] variance = new double[3];

    for (int step = 1; step <= 5; step++) {
      gradients(weight);
      assertThat(optimizer.gradientNorm()).isEqualTo(norm(expected), within(1e-3));
      optimizer.step(0.5, 0.25);
      for (int i = 0; i < 3; i++) {
        double gradient = 0.25 * 2 * expected[i]; // of the square
        mean[i] = 0.9 * mean[i] + 0.1 * gradient;
        variance[i] = 0.999 * variance[i] + 0.001 * gradient * gradient;
        double moved =
            mean[i]
                / (1 - Math.pow(0.9, step))
                / Math.sqrt(variance[i] / (1 - Math.pow(0.999, step)));
        expected[i] = expected[i] * (1 - 0.05 * 0.01) - 0.05 * moved;
      }
    }

    float[] found = weight.toFloatArray();
    for (int i = 0; i < 3; i++) {
      assertThat((double) found[i]).isEqualTo(expected[i], within(1e-4));
    }
    assertThat(optimizer.steps()).isEqualTo(5);
  }

  private static double norm(double[] weights) {
    double squares = 0;
    for (double weight : weights) {
      squares += 4 * weight * weight;
    }
    return Math.sqrt(squares);
  }

  private void gradients(NDArray weight) {
    try (GradientCollector collector = engine.gradients()) {
      collector.backward(weight.mul(weight).sum());
    }
  }
}
