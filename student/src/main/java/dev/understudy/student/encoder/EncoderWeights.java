package dev.understudy.student.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.understudy.student.engine.TorchEngine;
import dev.understudy.student.safetensors.SafetensorsReader;
import dev.understudy.student.safetensors.SafetensorsWriter;
import dev.understudy.student.script.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The weights of an encoder by their names. Closing gives back the manager they live in, and with
 * it their memory.
 */
public final class EncoderWeights implements AutoCloseable {
  private final EncoderConfig config;
  private final NDManager owner;
  private final Map<String, NDArray> byName;
  private final NDList inOrder;

  private EncoderWeights(EncoderConfig config, NDManager owner, Map<String, NDArray> byName) {
    this.config = config;
    this.owner = owner;
    this.byName = byName;
    this.inOrder = Script.listed(byName.values());
  }

  /**
   * Weights that were made somewhere.
   *
   * @param owner the manager all of them belong to; closed with the weights
   * @param arrays by the names that {@link EncoderConfig#weights()} tells; more are left alone
   * @throws IllegalArgumentException if one is missing or has another shape
   */
  public static EncoderWeights of(
      EncoderConfig config, NDManager owner, Map<String, NDArray> arrays) {
    Map<String, NDArray> ordered = new LinkedHashMap<>();
    config
        .weights()
        .forEach(
            (name, shape) -> {
              NDArray array = arrays.get(name);
              check(name, shape, array == null ? null : array.getShape());
              ordered.put(name, Objects.requireNonNull(array));
            });
    return new EncoderWeights(config, owner, ordered);
  }

  private static void check(String name, Shape expected, @Nullable Shape found) {
    if (!expected.equals(found)) {
      throw new IllegalArgumentException(
          "weight '"
              + name
              + "' must have the shape "
              + expected
              + ", "
              + (found == null ? "but is missing" : "found " + found));
    }
  }

  /**
   * Reads weights from a safetensors file. Names may all begin with {@code bert.}; norms may have
   * {@code gamma} and {@code beta}, as in BERT's own release.
   *
   * @param owner the manager they shall belong to; closed with them
   * @throws IOException if the file cannot be read, or lacks a weight of the right shape
   */
  public static EncoderWeights load(Path file, EncoderConfig config, NDManager owner)
      throws IOException {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      for (Map.Entry<String, Shape> weight : config.weights().entrySet()) {
        String name = nameIn(reader.names(), weight.getKey());
        boolean there = reader.names().contains(name);
        check(name, weight.getValue(), there ? reader.shape(name) : null);
        arrays.put(weight.getKey(), reader.read(name, owner));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + ": " + e.getMessage() + "; config.json and the weights must be of one model", e);
    }
    return new EncoderWeights(config, owner, arrays);
  }

  private static String nameIn(Set<String> names, String name) {
    String old =
        name.replace("LayerNorm.weight", "LayerNorm.gamma")
            .replace("LayerNorm.bias", "LayerNorm.beta");
    return Stream.of(name, "bert." + name, old, "bert." + old)
        .filter(names::contains)
        .findFirst()
        .orElse(name);
  }

  /**
   * Weights of a network that has learnt nothing: normally distributed with the standard deviation
   * 0.02 of BERT, norms 1, biases 0.
   *
   * @param owner the manager they shall belong to; closed with them
   */
  public static EncoderWeights untrained(EncoderConfig config, long seed, NDManager owner) {
    Random random = new Random(seed);
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    config
        .weights()
        .forEach((name, shape) -> arrays.put(name, initial(name, shape, random, owner)));
    return new EncoderWeights(config, owner, arrays);
  }

  private static NDArray initial(String name, Shape shape, Random random, NDManager owner) {
    if (name.endsWith(".bias")) {
      return owner.zeros(shape);
    }
    if (name.contains("LayerNorm")) {
      return owner.ones(shape);
    }
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * 0.02);
    }
    return owner.create(values, shape);
  }

  /**
   * Writes all weights into a safetensors file, whole or not at all.
   *
   * @throws IllegalArgumentException if they are {@link #lowered}
   */
  public void save(Path file) throws IOException {
    SafetensorsWriter.write(file, byName, Map.of("format", "pt"));
  }

  /**
   * The same weights for products of 16 bits, so that they need not be made anew for each batch.
   * Good for inference alone, and half as large.
   *
   * @param into the manager they shall belong to; closed with them. What is not lowered is shared:
   *     these weights must be closed no earlier
   */
  EncoderWeights lowered(TorchEngine engine, NDManager into) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    try (Script lower = Script.load(engine, LOWER_CLASS, LOWER)) {
      byName.forEach(
          (name, array) ->
              arrays.put(
                  name, EncoderConfig.isOfProduct(name) ? lower(array, lower, into) : array));
    }
    return new EncoderWeights(config, into, arrays);
  }

  private static final String LOWER_CLASS = "Lower";
  private static final String LOWER =
      """
      class Lower(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def forward(self: __torch__.Lower, w: List[Tensor]) -> Tensor:
          return torch.to(w[0], 15)
      """;

  private static NDArray lower(NDArray array, Script script, NDManager into) {
    NDArray low = script.run(new NDList(), new NDList(array), false);
    low.attach(into);
    return low;
  }

  /** The sizes of their network. */
  public EncoderConfig config() {
    return config;
  }

  /** All weights by name, in the order of the network. */
  public Map<String, NDArray> byName() {
    return Collections.unmodifiableMap(byName);
  }

  /** All weights as a script takes them. */
  NDList inOrder() {
    return inOrder;
  }

  /** The manager they belong to. */
  public NDManager owner() {
    return owner;
  }

  /** Gives back their memory. */
  @Override
  public void close() {
    owner.close();
  }
}
