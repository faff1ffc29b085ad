package dev.understudy.trainer.training.tune;

import dev.understudy.student.encoder.Adapters;
import dev.understudy.student.encoder.Encoder;
import dev.understudy.student.encoder.EncoderWeights;
import dev.understudy.student.engine.TorchEngine;
import dev.understudy.student.head.Head;
import dev.understudy.student.head.TextVectors;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;

/**
 * Adapters of low rank learn for all matrices of all layers, and are added to the encoder's weights
 * in the end (Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", 2021).
 *
 * @param how how they are trained
 * @param rank the rank of what is added to each matrix
 * @param alpha what is added counts by alpha / rank
 */
public record LoraTuning(FineTuning how, int rank, double alpha) implements Tuning {
  /** What is used where nothing is said: learning rates are those of adapters, not of weights. */
  public static final LoraTuning DEFAULT =
      new LoraTuning(new FineTuning(3, 32, 1, 5e-4, 1e-3, 0.01, 0.1, 1, 0.1, 0, 2), 16, 32);

  public LoraTuning {
    Objects.requireNonNull(how, "how");
    if (rank < 1) {
      throw new IllegalArgumentException("rank must be at least 1, got " + rank);
    }
    if (!(alpha > 0) || Double.isInfinite(alpha)) {
      throw new IllegalArgumentException("alpha must be a number greater than 0, got " + alpha);
    }
  }

  @Override
  public Head train(TuningTask task) throws IOException {
    TorchEngine engine = TorchEngine.start();
    EncoderWeights weights = task.pretrained().weights();
    try (Adapters adapters =
            Adapters.fresh(
                weights.config(),
                rank,
                alpha / rank,
                EnumSet.allOf(Adapters.Target.class),
                task.seed(),
                engine.newArrays(weights.owner().getDevice()));
        Encoder encoder = Encoder.adapted(weights, adapters, task.precision())) {
      Head head =
          new FineTuner(
                  task,
                  how,
                  encoder,
                  adapters.byName(),
                  () ->
                      new TextVectors(
                          task.pretrained(), Encoder.adapted(weights, adapters, task.precision())))
              .train();
      try (EncoderWeights merged =
          adapters.mergedInto(weights, engine.newArrays(weights.owner().getDevice()))) {
        merged
            .byName()
            .forEach(
                (name, array) ->
                    Objects.requireNonNull(weights.byName().get(name)).set(array.toByteBuffer()));
      }
      return head;
    }
  }

  @Override
  public String word() {
    return "lora";
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> all = how.settings();
    all.put("rank", rank);
    all.put("alpha", alpha);
    return all;
  }

  @Override
  public boolean resamples() {
    return how.resamples();
  }
}
