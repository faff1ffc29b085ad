package dev.understudy.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final StringWriter err = new StringWriter();

  private int told(Callable<Integer> work) {
    return Failures.told(new PrintWriter(err), work);
  }

  @Test
  void whatWentWellIsNotTold() {
    assertThat(told(() -> 0)).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whatFailedWhereSparkRunsIsToldInItsOwnWords() {
    IOException own = new IOException("captures: holds no captured exchanges");

    int status =
        told(
            () -> {
              throw new SparkException("Job aborted due to stage failure: Task 1", own);
            });

    assertThat(status).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("captures: holds no captured exchanges\n");
  }

  @Test
  void whatOnlySparkKnowsIsToldAsSparks() {
    int status =
        told(
            () -> {
              throw new SparkException("All masters are unresponsive", null);
            });

    assertThat(status).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("failed: Spark: All masters are unresponsive\n");
  }
}
