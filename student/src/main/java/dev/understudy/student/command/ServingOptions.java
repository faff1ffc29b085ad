package dev.understudy.student.command;

import dev.understudy.student.serving.ServerSettings;
import dev.understudy.student.serving.batch.BatchSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how questions are put together, and how long anything may take. */
final class ServingOptions {
  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "32",
      description = "The most questions answered at once (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "0ms",
      converter = Time.class,
      description =
          "How long a free thread waits for more questions after the first, such as 2ms; while it"
              + " computes, they gather anyway (default: ${DEFAULT-VALUE}).")
  private Duration linger = Duration.ZERO;

  @Option(
      names = "--queue",
      paramLabel = "N",
      defaultValue = "256",
      description =
          "The most questions that wait for a model; more are answered with status 429 (default:"
              + " ${DEFAULT-VALUE}).")
  private int queue;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that answer batches, for each model (default: one for each core; one where there"
              + " is a GPU).")
  private @Nullable Integer threads;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = Time.class,
      description =
          "How long a request may take; then it is answered with status 503 (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofSeconds(30);

  @Option(
      names = "--look",
      paramLabel = "TIME",
      defaultValue = "1s",
      converter = Time.class,
      description = "How often to look for changed folders (default: ${DEFAULT-VALUE}).")
  private Duration look = Duration.ofSeconds(1);

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = Time.class,
      description =
          "How long calls in flight may take when it is stopped (default: ${DEFAULT-VALUE}).")
  private Duration deadline = Duration.ofSeconds(30);

  /**
   * How questions are put together.
   *
   * @param machine settles how many threads answer
   * @throws IllegalArgumentException where an option is out of its range
   */
  BatchSettings batches(Machine machine) {
    atLeastOne("--batch", batch);
    atLeastOne("--queue", queue);
    if (threads != null) {
      atLeastOne("--threads", threads);
    }
    longerThanZero("--timeout", timeout);
    longerThanZero("--look", look);
    return new BatchSettings(batch, linger, queue, machine.threads(threads));
  }

  private static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " must be at least 1, got " + value);
    }
  }

  private static void longerThanZero(String option, Duration value) {
    if (value.isZero()) {
      throw new IllegalArgumentException(option + " must be longer than zero");
    }
  }

  ServerSettings server(String host, int port) {
    return new ServerSettings(host, port, timeout, ServerSettings.USUAL_LIMIT_BYTES);
  }

  Duration look() {
    return look;
  }

  Duration deadline() {
    return deadline;
  }
}
