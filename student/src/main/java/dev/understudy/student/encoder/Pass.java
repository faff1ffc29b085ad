package dev.understudy.student.encoder;

/**
 * Why an encoder is run.
 *
 * @param training whether gradients may be asked for
 * @param dropout the share of values left out at random after the embeddings and after both halves
 *     of each layer, in [0, 1); 0 unless training. Attention is not thinned: on CPUs its random
 *     numbers would take a third of the time
 */
public record Pass(boolean training, double dropout) {
  /** To use the result: without gradients, without dropout. */
  public static final Pass INFERENCE = new Pass(false, 0);

  public Pass {
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1), got " + dropout);
    }
    if (!training && dropout != 0) {
      throw new IllegalArgumentException("dropout is for training alone");
    }
  }

  /**
   * To learn: gradients flow into the weights that require them, as long as a gradient collector is
   * open. What is dropped depends on the seed of PyTorch's engine.
   */
  public static Pass training(double dropout) {
    return new Pass(true, dropout);
  }
}
