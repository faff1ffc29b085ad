package dev.understudy.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.understudy.trainer.SparkForTests;
import dev.understudy.trainer.run.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void withoutATerminalEachStageIsALine() {
    try (ConsoleProgress progress = progress(false)) {
      progress.begin("dedupe");
      nanos.addAndGet(1_500_000_000L);
      progress.end(manifest());
      progress.reused(manifest());
    }

    assertThat(shown.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            dedupe     1,200 rows kept of 1,500, 1.5 s
            dedupe     1,200 rows kept of 1,500, done before
            """);
  }

  @Test
  void onATerminalTheLineIsWrittenOver() {
    try (ConsoleProgress progress = progress(true)) {
      progress.begin("dedupe");
      while (shown.size() == 0) {
        Thread.onSpinWait();
      }
      progress.end(manifest());
    }

    assertThat(shown.toString(StandardCharsets.UTF_8))
        .startsWith("\rdedupe     [........................]    0 s\u001b[K")
        .endsWith("\r\u001b[Kdedupe     1,200 rows kept of 1,500, 0.0 s\n");
  }

  private ConsoleProgress progress(boolean isTerminal) {
    return new ConsoleProgress(
        new PrintStream(shown, true, StandardCharsets.UTF_8),
        isTerminal,
        SparkForTests.session().sparkContext().statusTracker(),
        nanos::get);
  }

  private static Manifest manifest() {
    return new Manifest(
        "dedupe",
        "0f",
        "0.1.0",
        1,
        NullNode.getInstance(),
        null,
        1500,
        1200,
        Map.of("duplicate", 300L),
        Map.of());
  }
}
