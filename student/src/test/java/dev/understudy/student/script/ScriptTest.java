package dev.understudy.student.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.understudy.student.engine.TorchEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private static final String SCALED =
      """
      class Scaled(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def forward(self: __torch__.Scaled, x: Tensor, w: List[Tensor]) -> Tensor:
          y = x
          for i in range(len(w)):
            y = torch.mul(y, w[i])
          return y
      """;

  private final TorchEngine engine = TorchEngine.start();

  @Test
  void inputsAndWeightsGoInAndTheResultComesOut() {
    try (Script script = Script.load(engine, "Scaled", SCALED);
        NDManager arrays = engine.newArrays(Device.cpu())) {
      NDList weights = Script.listed(List.of(arrays.create(2f), arrays.create(5f)));

      NDArray result = script.run(new NDList(arrays.create(new float[] {1, 3})), weights, false);

      assertThat(result.toFloatArray()).containsExactly(10, 30);
      assertThat(result.getManager()).isSameAs(arrays);
    }
  }

  @Test
  void gradientsFlowIntoWeightsThatRequireThem() {
    try (Script script = Script.load(engine, "Scaled", SCALED);
        NDManager arrays = engine.newArrays(Device.cpu())) {
      NDArray weight = arrays.create(2f);
      weight.setRequiresGradient(true);
      NDList weights = Script.listed(List.of(weight, arrays.create(5f)));

      try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
        NDList inputs = new NDList(arrays.create(new float[] {1, 3}));
        gradients.backward(script.run(inputs, weights, true).sum());
      }

      assertThat(weight.getGradient().getFloat()).isEqualTo(20);
    }
  }

  @Test
  void sourceThatIsNoTorchScriptIsRefused() {
    String broken = SCALED.replace("torch.mul(y", "torch.mull(y");

    assertThatThrownBy(() -> Script.load(engine, "Scaled", broken))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("aten::mull");
  }
}
