package dev.understudy.trainer.training.tune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.understudy.student.head.Head;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A head while it learns.
 *
 * @param weight [labels, hidden]
 * @param bias [labels]
 */
record LearningHead(NDArray weight, NDArray bias) {
  static final String WEIGHT = "head.weight";
  static final String BIAS = "head.bias";

  private static final double DEVIATION = 0.02;

  /** One that has learnt nothing; its arrays belong to the owner. */
  static LearningHead fresh(int labels, int hidden, long seed, NDManager owner) {
    Random random = new Random(seed);
    float[] values = new float[labels * hidden];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * DEVIATION);
    }
    return new LearningHead(
        owner.create(values, new Shape(labels, hidden)), owner.zeros(new Shape(labels)));
  }

  /** A number for each label, {@code [texts, labels]}, of vectors {@code [texts, hidden]}. */
  NDArray logits(NDArray vectors) {
    return vectors.matMul(weight.transpose()).add(bias);
  }

  /** Its arrays after others, by name. */
  Map<String, NDArray> with(Map<String, NDArray> others) {
    Map<String, NDArray> all = new LinkedHashMap<>(others);
    all.put(WEIGHT, weight);
    all.put(BIAS, bias);
    return all;
  }

  /** As it is now. */
  Head now() {
    int hidden = (int) weight.getShape().get(1);
    float[] all = weight.toFloatArray();
    float[][] rows = new float[(int) weight.getShape().get(0)][];
    Arrays.setAll(rows, row -> Arrays.copyOfRange(all, row * hidden, (row + 1) * hidden));
    return new Head(rows, bias.toFloatArray());
  }
}
