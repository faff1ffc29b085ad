package dev.understudy.trainer.training.tune;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How weights of an encoder are trained: AdamW (Loshchilov and Hutter, "Decoupled Weight Decay
 * Regularization", 2019) with a learning rate that rises linearly, then falls linearly to 0.
 *
 * @param epochs how often the rows are gone through at most
 * @param batch how many rows go through the encoder at once
 * @param accumulate how many batches make a step
 * @param learningRate of the encoder's weights, at its height
 * @param headLearningRate of the head's
 * @param weightDecay what weights lose in a step in proportion to the learning rate; biases and
 *     norms lose none
 * @param warmUp the share of all steps in which the learning rate rises, in [0, 1)
 * @param clip the length that gradients have at most, all together
 * @param dropout see {@link dev.understudy.student.encoder.Pass}
 * @param resample how many rows of each other label an epoch sees at most for each of the rarest; 0
 *     for all rows
 * @param patience how many epochs without a better validation loss end the training
 */
public record FineTuning(
    int epochs,
    int batch,
    int accumulate,
    double learningRate,
    double headLearningRate,
    double weightDecay,
    double warmUp,
    double clip,
    double dropout,
    double resample,
    int patience) {
  /** What is used where nothing is said. */
  public static final FineTuning DEFAULT =
      new FineTuning(3, 32, 1, 5e-5, 1e-3, 0.01, 0.1, 1, 0.1, 0, 2);

  public FineTuning {
    atLeastOne("epochs", epochs);
    atLeastOne("batch", batch);
    atLeastOne("accumulate", accumulate);
    atLeastOne("patience", patience);
    positive("learning_rate", learningRate);
    positive("head_learning_rate", headLearningRate);
    positive("clip", clip);
    if (!(weightDecay >= 0 && weightDecay < 1)) {
      throw new IllegalArgumentException("weight_decay must be in [0, 1), got " + weightDecay);
    }
    if (!(warmUp >= 0 && warmUp < 1)) {
      throw new IllegalArgumentException("warm_up must be in [0, 1), got " + warmUp);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1), got " + dropout);
    }
    if (resample != 0 && !(resample >= 1)) {
      throw new IllegalArgumentException("resample must be 0 or at least 1, got " + resample);
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " must be greater than 0, got " + value);
    }
  }

  /** The settings by the keys that files have them under; may be added to. */
  Map<String, Object> settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("epochs", epochs);
    all.put("batch", batch);
    all.put("accumulate", accumulate);
    all.put("learning_rate", learningRate);
    all.put("head_learning_rate", headLearningRate);
    all.put("weight_decay", weightDecay);
    all.put("warm_up", warmUp);
    all.put("clip", clip);
    all.put("dropout", dropout);
    if (resample > 0) {
      all.put("resample", resample);
    }
    all.put("patience", patience);
    return all;
  }

  /** Whether epochs draw rows, so that their mix is not the traffic's. */
  boolean resamples() {
    return resample > 0;
  }

  /**
   * The share of the learning rate's height in a step.
   *
   * @param step from 0
   * @param steps how many there will be at most
   */
  double rate(long step, long steps) {
    double rising = Math.ceil(warmUp * steps);
    return step < rising ? (step + 1) / rising : (steps - step) / (steps - rising);
  }
}
