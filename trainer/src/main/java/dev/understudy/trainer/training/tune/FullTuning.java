package dev.understudy.trainer.training.tune;

import ai.djl.ndarray.NDArray;
import dev.understudy.student.encoder.Encoder;
import dev.understudy.student.encoder.EncoderWeights;
import dev.understudy.student.head.Head;
import dev.understudy.student.head.TextVectors;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The encoder's weights learn, all of them or those of its upper layers.
 *
 * @param how how they are trained
 * @param trainFromLayer the first layer that learns, from 0; the embeddings learn if it is 0
 */
public record FullTuning(FineTuning how, int trainFromLayer) implements Tuning {
  /** What is used where nothing is said. */
  public static final FullTuning DEFAULT = new FullTuning(FineTuning.DEFAULT, 0);

  private static final Pattern LAYER = Pattern.compile("encoder\\.layer\\.(\\d+)\\..*");

  public FullTuning {
    Objects.requireNonNull(how, "how");
    if (trainFromLayer < 0) {
      throw new IllegalArgumentException(
          "train_from_layer must be at least 0, got " + trainFromLayer);
    }
  }

  @Override
  public Head train(TuningTask task) throws IOException {
    EncoderWeights weights = task.pretrained().weights();
    int layers = weights.config().layers();
    if (trainFromLayer >= layers) {
      throw new IllegalArgumentException(
          ("train_from_layer must be less than %d, the encoder's layers, got %d; say tune: head to"
                  + " train none")
              .formatted(layers, trainFromLayer));
    }
    try (Encoder encoder = Encoder.of(weights, task.precision())) {
      return new FineTuner(
              task,
              how,
              encoder,
              learning(weights),
              () -> new TextVectors(task.pretrained(), task.precision()))
          .train();
    }
  }

  private Map<String, NDArray> learning(EncoderWeights weights) {
    Map<String, NDArray> learning = new LinkedHashMap<>();
    weights
        .byName()
        .forEach(
            (name, array) -> {
              Matcher layer = LAYER.matcher(name);
              int at = layer.matches() ? Integer.parseInt(layer.group(1)) : -1;
              if (trainFromLayer == 0 || at >= trainFromLayer) {
                learning.put(name, array);
              }
            });
    return learning;
  }

  @Override
  public String word() {
    return "full";
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> all = how.settings();
    all.put("train_from_layer", trainFromLayer);
    return all;
  }

  @Override
  public boolean resamples() {
    return how.resamples();
  }
}
