package dev.understudy.student.safetensors;

import java.util.Arrays;

/** Numbers in a shape, row by row. */
public final class Tensor {
  private final long[] shape;
  private final float[] values;

  /**
   * A tensor.
   *
   * @param shape the lengths of its axes, outermost first; empty for a single number
   * @param values as many as the shape holds; not copied
   */
  public Tensor(long[] shape, float[] values) {
    this.shape = shape.clone();
    this.values = values;
    long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "a tensor of shape %s holds %d numbers, got %d"
              .formatted(Arrays.toString(shape), size, values.length));
    }
  }

  /** A tensor of one axis. */
  public static Tensor vector(float[] values) {
    return new Tensor(new long[] {values.length}, values);
  }

  /** The lengths of its axes, outermost first. */
  public long[] shape() {
    return shape.clone();
  }

  /** Its numbers, row by row; not copied. */
  public float[] values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && Arrays.equals(shape, tensor.shape)
        && Arrays.equals(values, tensor.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape);
  }
}
