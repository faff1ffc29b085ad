package dev.understudy.trainer.training.tune;

import dev.understudy.student.head.Head;
import java.io.IOException;
import java.util.Map;

/** What of an encoder student learns, and how. */
public sealed interface Tuning permits HeadTuning, FullTuning, LoraTuning {
  /**
   * Trains; the task's encoder holds what it has learnt in the end.
   *
   * @return the head that goes with it
   */
  Head train(TuningTask task) throws IOException;

  /** What files call it, such as {@code lora}. */
  String word();

  /** Its settings by the keys that files have them under. */
  Map<String, Object> settings();

  /** Whether it sees labels in another mix than the set has. */
  boolean resamples();
}
