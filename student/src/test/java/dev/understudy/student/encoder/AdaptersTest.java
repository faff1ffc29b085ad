package dev.understudy.student.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.understudy.student.encoder.Adapters.Target;
import dev.understudy.student.engine.TorchEngine;
import dev.understudy.student.tokens.TokenBatch;
import dev.understudy.student.tokens.Tokens;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdaptersTest {
  private static final EncoderConfig CONFIG = new EncoderConfig(50, 32, 2, 4, 64, 64, 2, 1e-12);
  private static final TokenBatch BATCH =
      TokenBatch.of(List.of(Tokens.of(1, 7, 9, 2), Tokens.of(1, 2)), 0);

  private final NDManager arrays = TorchEngine.start().newArrays(Device.cpu());
  private final EncoderWeights weights = EncoderWeights.untrained(CONFIG, 5, arrays);

  @AfterEach
  void close() {
    arrays.close();
  }

  private Adapters fresh(Set<Target> targets) {
    return Adapters.fresh(CONFIG, 4, 2, targets, 7, arrays.newSubManager());
  }

  private static void fill(Adapters adapters) {
    adapters
        .byName()
        .forEach(
            (name, matrix) ->
                matrix.addi(
                    matrix
                        .getManager()
                        .arange((float) matrix.size())
                        .sin()
                        .reshape(matrix.getShape())));
  }

  private float[] pooled(Encoder encoder, Pass pass) {
    return encoder.pooled(BATCH, Pooling.MEAN, pass, arrays).toFloatArray();
  }

  @Test
  void freshAdaptersChangeNothing() {
    try (Encoder plain = Encoder.of(weights, Precision.FP32);
        Encoder adapted =
            Encoder.adapted(weights, fresh(EnumSet.allOf(Target.class)), Precision.FP32)) {
      assertThat(pooled(adapted, Pass.INFERENCE)).containsExactly(pooled(plain, Pass.INFERENCE));
    }
  }

  @ParameterizedTest
  @EnumSource
  void mergedWeightsSayWhatAdaptersSay(Target target) {
    Adapters adapters = fresh(Set.of(target));
    fill(adapters);
    EncoderWeights merged = adapters.mergedInto(weights, arrays.newSubManager());

    try (Encoder plain = Encoder.of(weights, Precision.FP32);
        Encoder adapted = Encoder.adapted(weights, adapters, Precision.FP32);
        Encoder after = Encoder.of(merged, Precision.FP32)) {
      float[] found = pooled(adapted, Pass.INFERENCE);

      assertThat(found).containsExactly(pooled(after, Pass.INFERENCE), within(1e-4f));
      assertThat(found).isNotEqualTo(pooled(plain, Pass.INFERENCE));
    }
  }

  @Test
  void namesAreThoseOfPeft() {
    Adapters adapters = fresh(Set.of(Target.VALUE, Target.INTERMEDIATE));

    assertThat(adapters.byName()).hasSize(2 * 2 * 2);
    assertThat(adapters.byName().get("encoder.layer.1.intermediate.dense.lora_A.weight"))
        .extracting(NDArray::getShape)
        .isEqualTo(new Shape(4, 32));
    assertThat(adapters.byName().get("encoder.layer.1.intermediate.dense.lora_B.weight"))
        .extracting(NDArray::getShape)
        .isEqualTo(new Shape(64, 4));
  }

  @ParameterizedTest
  @EnumSource
  void gradientsFlowIntoAdaptersAlone(Precision precision) {
    Adapters adapters = fresh(Set.of(Target.QUERY, Target.VALUE));
    fill(adapters);
    adapters.byName().values().forEach(matrix -> matrix.setRequiresGradient(true));

    try (Encoder encoder = Encoder.adapted(weights, adapters, precision);
        GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray pooled = encoder.pooled(BATCH, Pooling.MEAN, Pass.training(0.1), arrays);
      gradients.backward(pooled.mul(arrays.arange(64f).sin().reshape(2, 32)).sum());
    }

    assertThat(adapters.byName())
        .allSatisfy(
            (name, matrix) ->
                assertThat(matrix.getGradient().abs().sum().getFloat()).as(name).isPositive());
    assertThat(weights.byName())
        .allSatisfy((name, weight) -> assertThat(weight.hasGradient()).as(name).isFalse());
  }

  @Test
  void adaptersOfNothingAreRefused() {
    assertThatThrownBy(() -> fresh(Set.of()))
        .hasMessage(
            "adapters must have a rank of at least 1 and a target, got the rank 4 and 0 targets");
  }
}
