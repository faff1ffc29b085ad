package dev.understudy.trainer.training;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The circumstances of a training.
 *
 * @param seed of all that is drawn
 * @param folder where it may leave what shall survive a kill, made when it is needed; whoever runs
 *     the training deletes it when the student is written
 * @param watch is told how it goes
 */
public record TrainingRun(long seed, Path folder, TrainingWatch watch) {
  public TrainingRun {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(watch, "watch");
  }
}
