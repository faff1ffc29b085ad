package dev.understudy.trainer.training.record;

import dev.understudy.trainer.training.Figures;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.TrainingWatch;
import java.time.Instant;

/** Is told how a run goes, from its beginning to its end. */
public interface RunWatch {
  /** Tells nobody. */
  RunWatch SILENT = new RunWatch() {};

  /**
   * A run begins, or goes on after a kill.
   *
   * @param id the run's name
   */
  default void began(String id, TrainingPlan plan, Instant now) {}

  /** A point of its learning curve was reached. */
  default void reached(TrainingWatch.Point point, Instant now) {}

  /** It came to its end. */
  default void finished(Figures figures, Instant now) {}

  /** It came to nothing. */
  default void failed(Instant now) {}
}
