package dev.understudy.student.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.understudy.student.engine.ResidentMemory;
import dev.understudy.student.engine.TorchEngine;
import dev.understudy.student.tokens.TokenBatch;
import dev.understudy.student.tokens.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** With a small network that has learnt nothing; what real ones say is tested where they are. */
class EncoderTest {
  private static final EncoderConfig CONFIG = new EncoderConfig(50, 32, 2, 4, 64, 64, 2, 1e-12);
  private static final List<Tokens> TEXTS =
      List.of(Tokens.of(1, 7, 9, 2), Tokens.of(1, 2), Tokens.of(1, 3, 4, 5, 6, 7, 8, 2));

  private final NDManager arrays = TorchEngine.start().newArrays(Device.cpu());

  @SuppressWarnings("NullAway.Init") // made before each test
  private EncoderWeights weights;

  @BeforeEach
  void make() {
    weights = EncoderWeights.untrained(CONFIG, 5, TorchEngine.start().newArrays(Device.cpu()));
    // Weights as small as untrained ones would hide mistakes behind the norms.
    weights.byName().forEach((name, array) -> enlarge(name, array));
  }

  private static void enlarge(String name, NDArray array) {
    if (name.startsWith("encoder") && name.endsWith("weight") && !name.contains("LayerNorm")) {
      array.muli(10);
    }
  }

  @AfterEach
  void close() {
    weights.close();
    arrays.close();
  }

  private static TokenBatch batch(List<Tokens> texts) {
    return TokenBatch.of(texts, 0);
  }

  private float[] pooled(Encoder encoder, List<Tokens> texts, Pooling pooling) {
    try (NDManager passing = arrays.newSubManager()) {
      return encoder.pooled(batch(texts), pooling, Pass.INFERENCE, passing).toFloatArray();
    }
  }

  @Test
  void everyTokenHasAVector() {
    try (Encoder encoder = Encoder.of(weights, Precision.FP32)) {
      NDArray vectors = encoder.vectors(batch(TEXTS), Pass.INFERENCE, arrays);

      assertThat(vectors.getShape()).isEqualTo(new Shape(3, 8, 32));
      assertThat(vectors.getManager()).isSameAs(arrays);
    }
  }

  @Test
  void textHasTheSameVectorAloneAndInABatch() {
    try (Encoder encoder = Encoder.of(weights, Precision.FP32)) {
      for (Pooling pooling : Pooling.values()) {
        float[] together = pooled(encoder, TEXTS, pooling);
        for (int i = 0; i < TEXTS.size(); i++) {
          float[] alone = pooled(encoder, List.of(TEXTS.get(i)), pooling);
          for (int j = 0; j < alone.length; j++) {
            assertThat(together[i * alone.length + j]).isEqualTo(alone[j], within(1e-5f));
          }
        }
      }
    }
  }

  @Test
  void poolingIsWhatItSaysOfTheTokensVectors() {
    try (Encoder encoder = Encoder.of(weights, Precision.FP32)) {
      float[] vectors = encoder.vectors(batch(TEXTS), Pass.INFERENCE, arrays).toFloatArray();

      float[] mean = pooled(encoder, TEXTS, Pooling.MEAN);
      float[] first = pooled(encoder, TEXTS, Pooling.FIRST);

      for (int j = 0; j < 32; j++) {
        double sum = 0;
        for (int t = 0; t < 4; t++) {
          sum += vectors[t * 32 + j];
        }
        assertThat(mean[j]).isEqualTo((float) (sum / 4), within(1e-5f));
        assertThat(first[2 * 32 + j]).isEqualTo(vectors[2 * 8 * 32 + j]);
      }
    }
  }

  @Test
  void orderOfTokensMatters() {
    try (Encoder encoder = Encoder.of(weights, Precision.FP32)) {
      float[] one = pooled(encoder, List.of(Tokens.of(1, 7, 9, 2)), Pooling.MEAN);
      float[] other = pooled(encoder, List.of(Tokens.of(1, 9, 7, 2)), Pooling.MEAN);

      assertThat(distance(one, other)).isGreaterThan(1e-3);
    }
  }

  @Test
  void productsOf16BitsComeClose() {
    try (Encoder exact = Encoder.of(weights, Precision.FP32);
        Encoder close = Encoder.of(weights, Precision.BF16);
        Encoder frozen = Encoder.frozen(weights, Precision.BF16)) {
      float[] expected = pooled(exact, TEXTS, Pooling.MEAN);

      float[] found = pooled(close, TEXTS, Pooling.MEAN);

      assertThat(distance(expected, found)).isBetween(1e-6, 0.05);
      assertThat(pooled(frozen, TEXTS, Pooling.MEAN)).containsExactly(found);
    }
  }

  @Test
  void gradientsAreTheSlopesOfTheResult() {
    String[] names = {
      "embeddings.word_embeddings.weight",
      "embeddings.position_embeddings.weight",
      "encoder.layer.0.attention.self.query.weight",
      "encoder.layer.0.attention.self.value.bias",
      "encoder.layer.1.attention.output.LayerNorm.weight",
      "encoder.layer.1.output.dense.weight"
    };
    Random random = new Random(11);
    try (Encoder encoder = Encoder.of(weights, Precision.FP32)) {
      double[] slopes = new double[names.length];
      NDArray[] directions = new NDArray[names.length];
      for (int i = 0; i < names.length; i++) {
        directions[i] = direction(weight(names[i]).getShape(), random);
        slopes[i] = slope(encoder, weight(names[i]), directions[i]);
      }
      weights.byName().values().forEach(weight -> weight.setRequiresGradient(true));

      try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
        gradients.backward(loss(encoder, Pass.training(0)));
      }

      for (int i = 0; i < names.length; i++) {
        double found = weight(names[i]).getGradient().mul(directions[i]).sum().getFloat();
        assertThat(found)
            .as(names[i])
            .isCloseTo(slopes[i], within(0.02 * Math.abs(slopes[i]) + 0.02));
        assertThat(Math.abs(found)).as(names[i]).isGreaterThan(0.05);
      }
    }
  }

  private NDArray weight(String name) {
    NDArray weight = weights.byName().get(name);
    assertThat(weight).isNotNull();
    return weight;
  }

  private NDArray direction(Shape shape, Random random) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return arrays.create(values, shape);
  }

  private double slope(Encoder encoder, NDArray weight, NDArray direction) {
    double step = 1e-3;
    weight.addi(direction.mul(step));
    double up = loss(encoder, Pass.INFERENCE).getFloat();
    weight.subi(direction.mul(2 * step));
    double down = loss(encoder, Pass.INFERENCE).getFloat();
    weight.addi(direction.mul(step));
    return (up - down) / (2 * step);
  }

  /** A sum with different weights, as the plain sum of what was normalised never changes. */
  private NDArray loss(Encoder encoder, Pass pass) {
    NDArray pooled = encoder.pooled(batch(TEXTS), Pooling.MEAN, pass, arrays);
    return pooled.mul(arrays.arange((float) pooled.size()).reshape(pooled.getShape()).sin()).sum();
  }

  @Test
  void gradientsFlowThroughProductsOf16Bits() {
    weights.byName().values().forEach(weight -> weight.setRequiresGradient(true));
    try (Encoder encoder = Encoder.of(weights, Precision.BF16);
        GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
      gradients.backward(loss(encoder, Pass.training(0.1)));

      weights
          .byName()
          .forEach(
              (name, weight) ->
                  assertThat(weight.getGradient().abs().sum().getFloat()).as(name).isFinite());
      assertThat(
              weight("encoder.layer.0.intermediate.dense.weight")
                  .getGradient()
                  .abs()
                  .sum()
                  .getFloat())
          .isPositive();
    }
  }

  @Test
  void valuesAreDroppedInTrainingAloneAndAsTheSeedSays() {
    try (Encoder encoder = Encoder.of(weights, Precision.FP32)) {
      TokenBatch batch = batch(TEXTS);
      float[] whole = pooled(encoder, TEXTS, Pooling.MEAN);

      float[] one = dropped(encoder, batch, 3);
      float[] same = dropped(encoder, batch, 3);
      float[] other = dropped(encoder, batch, 4);

      assertThat(same).containsExactly(one);
      assertThat(distance(one, other)).isGreaterThan(1e-2);
      assertThat(distance(one, whole)).isGreaterThan(1e-2);
      assertThat(pooled(encoder, TEXTS, Pooling.MEAN)).containsExactly(whole);
      assertThatThrownBy(() -> new Pass(false, 0.1)).hasMessage("dropout is for training alone");
    }
  }

  private float[] dropped(Encoder encoder, TokenBatch batch, int seed) {
    Engine.getEngine("PyTorch").setRandomSeed(seed);
    return encoder.pooled(batch, Pooling.MEAN, Pass.training(0.3), arrays).toFloatArray();
  }

  @Test
  void threadsGetWhatOneThreadGets() {
    try (Encoder encoder = Encoder.of(weights, Precision.FP32)) {
      float[] expected = pooled(encoder, TEXTS, Pooling.MEAN);

      List<float[]> found =
          IntStream.range(0, 64)
              .parallel()
              .mapToObj(i -> pooled(encoder, TEXTS, Pooling.MEAN))
              .toList();

      assertThat(found).allSatisfy(one -> assertThat(one).containsExactly(expected));
    }
  }

  @Test
  void resultsForUseCarryNothingToTakeGradientsOf() {
    weights.byName().values().forEach(weight -> weight.setRequiresGradient(true));
    try (Encoder encoder = Encoder.of(weights, Precision.FP32);
        GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray loss = loss(encoder, Pass.INFERENCE);

      assertThatThrownBy(() -> gradients.backward(loss))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("does not require grad");
    }
  }

  @Test
  void resultsForUseMayTeachWhatComesAfter() {
    NDArray head = arrays.ones(new Shape(32));
    head.setRequiresGradient(true);
    try (Encoder encoder = Encoder.frozen(weights, Precision.FP32);
        GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray pooled = encoder.pooled(batch(TEXTS), Pooling.MEAN, Pass.INFERENCE, arrays);

      gradients.backward(pooled.mul(head).sum());

      assertThat(head.getGradient().toFloatArray())
          .containsExactly(pooled.sum(new int[] {0}).toFloatArray(), within(1e-5f));
    }
  }

  @Test
  void textThatIsTooLongIsRefused() {
    Tokens tooLong = Tokens.of(new long[65]);

    try (Encoder encoder = Encoder.of(weights, Precision.FP32)) {
      assertThatThrownBy(() -> pooled(encoder, List.of(tooLong), Pooling.MEAN))
          .hasMessage(
              "texts may have at most 64 tokens, got 65; cut them when they are made into tokens");
    }
  }

  @Test
  void frozenEncoderIsNotTrained() {
    try (Encoder encoder = Encoder.frozen(weights, Precision.BF16)) {
      assertThatThrownBy(() -> loss(encoder, Pass.training(0)))
          .hasMessage("a frozen encoder cannot be trained");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void passesLeaveNoMemoryBehind() throws IOException {
    List<Tokens> texts =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    Tokens.of(IntStream.range(0, 64 - i).asLongStream().map(t -> t % 50).toArray()))
            .toList();
    // Wide vectors, so that what would be left behind is far more than Java's heap may grow by.
    EncoderConfig wide = new EncoderConfig(50, 128, 1, 4, 64, 64, 2, 1e-12);
    try (EncoderWeights many = EncoderWeights.untrained(wide, 5, arrays.newSubManager());
        Encoder encoder = Encoder.frozen(many, Precision.BF16)) {
      passes(encoder, texts, 100);

      // A result left behind by each pass would be 419 MB.
      ResidentMemory.staysThoughDoneAgain(150_000, () -> passes(encoder, texts, 800));
    }
  }

  private void passes(Encoder encoder, List<Tokens> texts, int count) {
    for (int i = 0; i < count; i++) {
      try (NDManager passing = arrays.newSubManager()) {
        encoder.vectors(batch(texts), Pass.INFERENCE, passing);
      }
    }
  }

  private static double distance(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.pow(one[i] - other[i], 2);
    }
    return Math.sqrt(sum / one.length);
  }

  /** Threads that OpenMP starts take the name of the one that starts them. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void passOnAnotherThreadUsesNoMoreThreadsThanItMay() throws Exception {
    TorchEngine engine = TorchEngine.start();
    int before = engine.threads();
    engine.useThreads(1);
    try (Encoder encoder = Encoder.of(weights, Precision.FP32)) {
      FutureTask<Long> pass =
          new FutureTask<>(
              () -> {
                pooled(encoder, TEXTS, Pooling.MEAN);
                return nativeThreads("lone-pass");
              });
      new Thread(pass, "lone-pass").start();

      assertThat(pass.get()).isEqualTo(1);
    } finally {
      engine.useThreads(before);
    }
  }

  private static long nativeThreads(String name) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      return tasks.filter(task -> name.equals(commandOf(task))).count();
    }
  }

  private static String commandOf(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip();
    } catch (IOException ended) {
      return "";
    }
  }
}
