package dev.understudy.student.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.understudy.student.engine.TorchEngine;
import dev.understudy.student.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderWeightsTest {
  private static final EncoderConfig CONFIG = new EncoderConfig(50, 32, 2, 4, 64, 64, 2, 1e-12);

  @TempDir Path folder;
  private final NDManager arrays = TorchEngine.start().newArrays(Device.cpu());
  private final EncoderWeights weights = EncoderWeights.untrained(CONFIG, 5, arrays);

  @AfterEach
  void close() {
    weights.close();
  }

  private Path save(Map<String, NDArray> named) throws IOException {
    Path file = folder.resolve("model.safetensors");
    SafetensorsWriter.write(file, named, Map.of());
    return file;
  }

  private EncoderWeights load(Path file) throws IOException {
    return EncoderWeights.load(file, CONFIG, arrays);
  }

  @Test
  void namesAreThoseOfHuggingFace() {
    assertThat(CONFIG.weights())
        .hasSize(5 + 2 * 16)
        .containsEntry("embeddings.LayerNorm.bias", new Shape(32))
        .containsEntry("encoder.layer.0.attention.self.query.weight", new Shape(32, 32))
        .containsEntry("encoder.layer.1.intermediate.dense.weight", new Shape(64, 32))
        .containsEntry("encoder.layer.1.output.dense.weight", new Shape(32, 64));
  }

  @Test
  void whatIsSavedIsLoadedAgain() throws IOException {
    Path file = folder.resolve("model.safetensors");
    weights.save(file);

    EncoderWeights loaded = load(file);

    weights
        .byName()
        .forEach((name, array) -> assertThat(loaded.byName().get(name)).as(name).isEqualTo(array));
  }

  @Test
  void prefixAndOldNamesOfNormsAreUnderstood() throws IOException {
    Map<String, NDArray> old = new LinkedHashMap<>();
    weights
        .byName()
        .forEach(
            (name, array) ->
                old.put(
                    "bert."
                        + name.replace("LayerNorm.weight", "LayerNorm.gamma")
                            .replace("LayerNorm.bias", "LayerNorm.beta"),
                    array));

    EncoderWeights loaded = load(save(old));

    assertThat(loaded.byName()).isEqualTo(weights.byName());
  }

  @Test
  void sameSeedGivesTheSameWeights() {
    EncoderWeights same = EncoderWeights.untrained(CONFIG, 5, arrays);
    EncoderWeights other = EncoderWeights.untrained(CONFIG, 6, arrays);

    assertThat(same.byName()).isEqualTo(weights.byName());
    assertThat(other.byName()).isNotEqualTo(weights.byName());
  }

  @Test
  void weightThatIsMissingIsNamed() throws IOException {
    Map<String, NDArray> fewer = new LinkedHashMap<>(weights.byName());
    fewer.remove("encoder.layer.1.output.dense.bias");
    Path file = save(fewer);

    assertThatThrownBy(() -> load(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + ": weight 'encoder.layer.1.output.dense.bias' must have the shape (32), but is"
                + " missing; config.json and the weights must be of one model");
  }

  @Test
  void weightOfAnotherShapeIsNamedWithBothShapes() throws IOException {
    Map<String, NDArray> wrong = new LinkedHashMap<>(weights.byName());
    wrong.put("encoder.layer.0.output.dense.weight", arrays.zeros(new Shape(64, 32)));
    Path file = save(wrong);

    assertThatThrownBy(() -> load(file))
        .hasMessage(
            file
                + ": weight 'encoder.layer.0.output.dense.weight' must have the shape (32, 64),"
                + " found (64, 32); config.json and the weights must be of one model");
    assertThatThrownBy(() -> EncoderWeights.of(CONFIG, arrays, wrong))
        .hasMessage(
            "weight 'encoder.layer.0.output.dense.weight' must have the shape (32, 64),"
                + " found (64, 32)");
  }

  @Test
  void sizesThatMakeNoNetworkAreRefused() {
    assertThatThrownBy(() -> new EncoderConfig(50, 32, 2, 5, 64, 64, 2, 1e-12))
        .hasMessage("heads must divide hidden, got 5 heads and hidden 32");
    assertThatThrownBy(() -> new EncoderConfig(50, 32, 0, 4, 64, 64, 2, 1e-12))
        .hasMessage("layers must be at least 1, got 0");
    assertThatThrownBy(() -> new EncoderConfig(50, 32, 2, 4, 64, 64, 2, 0))
        .hasMessage("layerNormEps must be in (0, 1), got 0.0");
  }
}
