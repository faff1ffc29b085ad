package dev.understudy.student.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.understudy.student.script.Script;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * Small matrices that change what an encoder says while its weights stay: a matrix W becomes W +
 * scale · B · A, with A of few rows and B of few columns. Closing gives back the manager they live
 * in.
 *
 * <p>Hu et al., LoRA: Low-Rank Adaptation of Large Language Models (2021). Names are those of
 * Hugging Face's library peft.
 */
public final class Adapters implements AutoCloseable {
  /** Which matrices of each layer are adapted. */
  public enum Target {
    QUERY("attention.self.query"),
    KEY("attention.self.key"),
    VALUE("attention.self.value"),
    ATTENTION_OUTPUT("attention.output.dense"),
    INTERMEDIATE("intermediate.dense"),
    OUTPUT("output.dense");

    private final String path;

    Target(String path) {
      this.path = path;
    }
  }

  private final NDManager owner;
  private final Map<String, NDArray> byName;
  private final NDList inOrder;
  private final double scale;

  private Adapters(
      NDManager owner, Map<String, NDArray> byName, EncoderConfig config, double scale) {
    this.owner = owner;
    this.byName = byName;
    this.scale = scale;
    NDArray none = owner.create(new float[0]);
    List<NDArray> ordered = new ArrayList<>();
    for (String matrix : matrices(config, Set.of(Target.values()))) {
      ordered.add(byName.getOrDefault(a(matrix), none));
      ordered.add(byName.getOrDefault(b(matrix), none));
    }
    this.inOrder = Script.listed(ordered);
  }

  /**
   * Adapters that change nothing yet: A is random, B is zero.
   *
   * @param rank the number of A's rows and B's columns, at least 1
   * @param scale by which their product counts; LoRA's alpha divided by the rank
   * @param targets what is adapted, in every layer; at least one
   * @param owner the manager they shall belong to; closed with them
   */
  public static Adapters fresh(
      EncoderConfig config,
      int rank,
      double scale,
      Set<Target> targets,
      long seed,
      NDManager owner) {
    if (rank < 1 || targets.isEmpty()) {
      throw new IllegalArgumentException(
          "adapters must have a rank of at least 1 and a target, got the rank "
              + rank
              + " and "
              + targets.size()
              + " targets");
    }
    Random random = new Random(seed);
    Map<String, Shape> shapes = config.weights();
    Map<String, NDArray> byName = new LinkedHashMap<>();
    for (String matrix : matrices(config, targets)) {
      Shape shape = Objects.requireNonNull(shapes.get(matrix + ".weight"));
      byName.put(a(matrix), uniform(rank, Math.toIntExact(shape.get(1)), random, owner));
      byName.put(b(matrix), owner.zeros(new Shape(shape.get(0), rank)));
    }
    return new Adapters(owner, byName, config, scale);
  }

  /** As PyTorch fills linear layers, and LoRA's authors with them: within 1/√in of zero. */
  private static NDArray uniform(int rank, int in, Random random, NDManager owner) {
    double bound = 1 / Math.sqrt(in);
    float[] values = new float[Math.multiplyExact(rank, in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return owner.create(values, new Shape(rank, in));
  }

  private static List<String> matrices(EncoderConfig config, Set<Target> targets) {
    List<String> names = new ArrayList<>();
    for (int layer = 0; layer < config.layers(); layer++) {
      for (Target target : Target.values()) {
        if (targets.contains(target)) {
          names.add("encoder.layer." + layer + "." + target.path);
        }
      }
    }
    return names;
  }

  private static String a(String matrix) {
    return matrix + ".lora_A.weight";
  }

  private static String b(String matrix) {
    return matrix + ".lora_B.weight";
  }

  /**
   * The weights as adapted, for an encoder that knows nothing of adapters.
   *
   * @param into the manager the new weights shall belong to; closed with them
   */
  public EncoderWeights mergedInto(EncoderWeights weights, NDManager into) {
    Map<String, NDArray> merged = new LinkedHashMap<>();
    try (NDManager passing = into.newSubManager()) {
      weights
          .byName()
          .forEach(
              (name, weight) -> {
                NDArray sum = merged(name, weight, passing).stopGradient();
                sum.attach(into);
                merged.put(name, sum);
              });
    }
    return EncoderWeights.of(weights.config(), into, merged);
  }

  private NDArray merged(String name, NDArray weight, NDManager passing) {
    NDArray copy = weight.duplicate();
    copy.attach(passing);
    String matrix = name.replaceFirst("\\.weight$", "");
    NDArray a = byName.get(a(matrix));
    NDArray b = byName.get(b(matrix));
    if (!name.endsWith(".weight") || a == null || b == null) {
      return copy;
    }
    NDArray product = b.matMul(a);
    product.attach(passing);
    NDArray scaled = product.mul(scale);
    return copy.add(scaled);
  }

  /** By which the product of the matrices counts. */
  public double scale() {
    return scale;
  }

  /** All matrices by name, layer after layer. */
  public Map<String, NDArray> byName() {
    return Collections.unmodifiableMap(byName);
  }

  /** Two for each matrix that might be adapted; what is empty adapts nothing. */
  NDList inOrder() {
    return inOrder;
  }

  /** Gives back their memory. */
  @Override
  public void close() {
    owner.close();
  }
}
