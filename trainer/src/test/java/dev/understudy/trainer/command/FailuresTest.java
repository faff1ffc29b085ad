package dev.understudy.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void whatIsOursIsToldWithoutWhatSparkSaysOfIt() {
    Throwable failure =
        new SparkException(
            "Job aborted due to stage failure: Task 0 in stage 1.0 failed 1 times",
            new IOException("captures/x.parquet: cannot be read; move it away"));

    assertThat(Failures.message(failure))
        .isEqualTo("captures/x.parquet: cannot be read; move it away");
  }

  @Test
  void outermostOfOursSaysMost() {
    Throwable failure =
        new IOException("out/set: cannot be made", new IOException("No space left on device"));

    assertThat(Failures.message(failure)).isEqualTo("out/set: cannot be made");
  }

  @Test
  void whatIsNotOursIsToldByItsLastCause() {
    Throwable failure = new SparkException("Job aborted", new ArithmeticException("/ by zero"));

    assertThat(Failures.message(failure)).isEqualTo("failed: ArithmeticException: / by zero");
  }
}
