package dev.understudy.student.encoder;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.understudy.student.engine.TorchEngine;
import dev.understudy.student.script.Script;
import dev.understudy.student.tokens.TokenBatch;
import org.jspecify.annotations.Nullable;

/**
 * A transformer encoder on given weights. Any number of threads may run it at the same time as long
 * as nobody changes the weights; none after it was closed. Each pass is one call into PyTorch.
 *
 * <p>Results belong to the manager they are asked for; all else a pass needed is given back before
 * it returns, but for what PyTorch keeps to take gradients, which goes with the last array that
 * depends on it.
 */
public final class Encoder implements AutoCloseable {
  private final EncoderWeights weights;
  private final @Nullable EncoderWeights lowered;
  private final @Nullable Adapters adapters;
  private final NDList numbers;
  private final Precision precision;
  private final Script script;

  private Encoder(
      EncoderWeights weights,
      @Nullable EncoderWeights lowered,
      @Nullable Adapters adapters,
      Precision precision,
      Script script) {
    this.weights = weights;
    this.lowered = lowered;
    this.adapters = adapters;
    this.precision = precision;
    this.script = script;
    this.numbers = new NDList((lowered == null ? weights : lowered).inOrder());
    if (adapters != null) {
      numbers.addAll(adapters.inOrder());
    }
  }

  /**
   * An encoder whose weights may change from pass to pass, as they do in training.
   *
   * @param weights not closed with the encoder
   */
  public static Encoder of(EncoderWeights weights, Precision precision) {
    Script script = load(TorchEngine.start(), weights);
    return new Encoder(weights, null, null, precision, script);
  }

  /**
   * An encoder for inference alone, whose weights do not change any more. It is faster than {@link
   * #of} if products are of 16 bits.
   *
   * @param weights not closed with the encoder, nor before it
   */
  public static Encoder frozen(EncoderWeights weights, Precision precision) {
    TorchEngine engine = TorchEngine.start();
    return new Encoder(
        weights, lowered(weights, precision, engine), null, precision, load(engine, weights));
  }

  /**
   * An encoder whose weights do not change, with adapters that may: gradients are taken of the
   * adapters alone.
   *
   * @param weights must require no gradients; not closed with the encoder, nor before it
   * @param adapters not closed with the encoder
   */
  public static Encoder adapted(EncoderWeights weights, Adapters adapters, Precision precision) {
    TorchEngine engine = TorchEngine.start();
    return new Encoder(
        weights, lowered(weights, precision, engine), adapters, precision, load(engine, weights));
  }

  private static @Nullable EncoderWeights lowered(
      EncoderWeights weights, Precision precision, TorchEngine engine) {
    return precision == Precision.FP32
        ? null
        : weights.lowered(engine, engine.newArrays(weights.owner().getDevice()));
  }

  private static Script load(TorchEngine engine, EncoderWeights weights) {
    return Script.load(engine, EncoderSource.CLASS, EncoderSource.of(weights.config()));
  }

  /**
   * The vectors of all tokens.
   *
   * @param owner whom the result belongs to
   * @return {@code [size, length, hidden]} of 32 bits; what stands where a text was filled up means
   *     nothing
   */
  public NDArray vectors(TokenBatch batch, Pass pass, NDManager owner) {
    return run(batch, EncoderSource.ALL, pass, owner);
  }

  /**
   * One vector for each text. It does not depend on the other texts of the batch.
   *
   * @param owner whom the result belongs to
   * @return {@code [size, hidden]} of 32 bits, not normalised
   */
  public NDArray pooled(TokenBatch batch, Pooling pooling, Pass pass, NDManager owner) {
    int how =
        switch (pooling) {
          case MEAN -> EncoderSource.MEAN;
          case FIRST -> EncoderSource.FIRST;
        };
    return run(batch, how, pass, owner);
  }

  private NDArray run(TokenBatch batch, int pooling, Pass pass, NDManager owner) {
    if (pass.training() && lowered != null && adapters == null) {
      throw new IllegalStateException("a frozen encoder cannot be trained");
    }
    if (batch.length() > config().maxPositions()) {
      throw new IllegalArgumentException(
          "texts may have at most "
              + config().maxPositions()
              + " tokens, got "
              + batch.length()
              + "; cut them when they are made into tokens");
    }
    TorchEngine.start().settle();
    try (NDManager passing = owner.newSubManager(weights.owner().getDevice())) {
      Shape shape = new Shape(batch.size(), batch.length());
      NDList inputs =
          new NDList(
              passing.create(batch.ids(), shape),
              passing.create(batch.lengths()),
              control(batch, pooling, pass, passing));
      NDArray result = script.run(inputs, numbers, pass.training());
      result.attach(owner);
      return result;
    }
  }

  /** On the CPU always: PyTorch waits for a GPU whenever it needs a number from there. */
  private NDArray control(TokenBatch batch, int pooling, Pass pass, NDManager passing) {
    double half = precision == Precision.BF16 ? 1 : 0;
    double padded = batch.padded() ? 1 : 0;
    double train = pass.training() ? 1 : 0;
    double scale = adapters == null ? 0 : adapters.scale();
    NDArray control =
        passing
            .newSubManager(Device.cpu())
            .create(new double[] {pooling, half, padded, train, pass.dropout(), scale});
    control.setName("control");
    return control;
  }

  /** The sizes of the network. */
  public EncoderConfig config() {
    return weights.config();
  }

  /** The weights it runs on. */
  public EncoderWeights weights() {
    return weights;
  }

  /** Gives back all but the weights it was given. */
  @Override
  public void close() {
    script.close();
    if (lowered != null) {
      lowered.close();
    }
  }
}
