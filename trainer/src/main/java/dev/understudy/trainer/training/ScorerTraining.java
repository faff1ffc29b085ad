package dev.understudy.trainer.training;

import dev.understudy.student.classifier.Scorer;
import dev.understudy.trainer.training.calibrate.Calibrator;
import dev.understudy.trainer.training.data.TrainingSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A way to train what gives labels their numbers. */
public interface ScorerTraining {
  /** What it trains, by the key it has in files, such as {@code ngram}. */
  String name();

  /**
   * Trains on the training part and chooses by the validation part.
   *
   * @param set with at least one row in both parts
   * @param labels the labels in the order of the scorer's numbers
   * @return the scorer, which the caller closes
   * @throws IOException if files cannot be read or written, or the training comes to nothing; the
   *     message says what to do
   */
  Scorer train(TrainingSet set, List<String> labels, TrainingRun run) throws IOException;

  /** All its settings by the keys that files have them under, those left to defaults included. */
  Map<String, Object> settings();

  /** The device that training on this machine comes to, such as {@code cpu}. */
  default String deviceHere() {
    return "cpu";
  }

  /** How confidence is made honest where nothing else is asked for. */
  default Calibrator calibrator() {
    return Calibrator.TEMPERATURE;
  }
}
