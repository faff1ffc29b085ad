package dev.understudy.student.head;

import dev.understudy.student.safetensors.SafetensorsReader;
import dev.understudy.student.safetensors.SafetensorsWriter;
import dev.understudy.student.safetensors.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A linear layer from a text's vector to a number for each label. Immutable. */
public final class Head {
  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";

  private final float[][] weight;
  private final float[] bias;

  /**
   * A layer of these weights.
   *
   * @param weight [labels][hidden]; not copied
   * @param bias what is added for each label; not copied
   */
  public Head(float[][] weight, float[] bias) {
    if (weight.length == 0 || weight.length != bias.length) {
      throw new IllegalArgumentException(
          "a head needs weights and a bias for each label, got weights for %d and biases for %d"
              .formatted(weight.length, bias.length));
    }
    if (Arrays.stream(weight).anyMatch(row -> row.length != weight[0].length)) {
      throw new IllegalArgumentException("a head's rows must be of one length");
    }
    this.weight = weight;
    this.bias = bias;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the file holds no head
   */
  public static Head read(Path file) throws IOException {
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      Tensor weight = reader.tensor(WEIGHT);
      if (weight.shape().length != 2) {
        throw new IllegalArgumentException(
            "%s: weight must have two axes, found %s".formatted(file.getFileName(), weight));
      }
      int hidden = (int) weight.shape()[1];
      float[][] rows = new float[(int) weight.shape()[0]][];
      Arrays.setAll(
          rows, row -> Arrays.copyOfRange(weight.values(), row * hidden, (row + 1) * hidden));
      return new Head(rows, reader.tensor(BIAS).values());
    }
  }

  /** Writes it as safetensors, whole or not at all. */
  public void write(Path file) throws IOException {
    float[] all = new float[weight.length * hidden()];
    for (int label = 0; label < weight.length; label++) {
      System.arraycopy(weight[label], 0, all, label * hidden(), hidden());
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(WEIGHT, new Tensor(new long[] {weight.length, hidden()}, all));
    tensors.put(BIAS, Tensor.vector(bias));
    SafetensorsWriter.write(file, tensors);
  }

  /** How many labels it knows. */
  public int labels() {
    return bias.length;
  }

  /** The length of the vectors it reads. */
  public int hidden() {
    return weight[0].length;
  }

  /** A number for each label, in the labels' order. */
  public float[] logits(float[] vector) {
    float[] logits = new float[bias.length];
    for (int label = 0; label < logits.length; label++) {
      double sum = bias[label];
      for (int i = 0; i < vector.length; i++) {
        sum += weight[label][i] * (double) vector[i];
      }
      logits[label] = (float) sum;
    }
    return logits;
  }
}
