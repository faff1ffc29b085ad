package dev.understudy.student.serving.batch;

import java.time.Duration;
import java.util.Objects;

/**
 * How the questions to one model are put together.
 *
 * @param size the most questions in a batch, at least 1; a model may take fewer
 * @param linger how long a free thread waits for more questions after the first came, zero or more.
 *     While a thread computes, questions gather anyway
 * @param queue the most questions that may wait, at least 1
 * @param threads how many threads answer batches, at least 1; those that are free share what waits
 */
public record BatchSettings(int size, Duration linger, int queue, int threads) {
  /** Batches of up to 32, formed at once; 256 questions may wait for one thread. */
  public static final BatchSettings USUAL = new BatchSettings(32, Duration.ZERO, 256, 1);

  public BatchSettings {
    Objects.requireNonNull(linger, "linger");
    if (size < 1 || queue < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "size, queue and threads must be at least 1, got %d, %d and %d"
              .formatted(size, queue, threads));
    }
    if (linger.isNegative()) {
      throw new IllegalArgumentException("linger must not be negative, got " + linger);
    }
  }
}
