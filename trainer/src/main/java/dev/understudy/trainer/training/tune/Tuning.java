package dev.understudy.trainer.training.tune;

import dev.understudy.student.head.Head;
import java.io.IOException;

/** What of an encoder student learns, and how. */
public sealed interface Tuning permits HeadTuning, FullTuning, LoraTuning {
  /**
   * Trains; the task's encoder holds what it has learnt in the end.
   *
   * @return the head that goes with it
   */
  Head train(TuningTask task) throws IOException;

  /** Whether it sees labels in another mix than the set has. */
  boolean resamples();
}
