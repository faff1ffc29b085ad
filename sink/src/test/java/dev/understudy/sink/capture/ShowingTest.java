package dev.understudy.sink.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.store.FolderStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody is shown what is kept, as it is kept. */
class ShowingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private static Feedback saying(int number, String comment) {
    return new Feedback(
        new UUID(0, number), Instant.EPOCH, "gateway-0", null, null, null, null, comment);
  }

  private void captured(Consumer<Entry> kept, Consumer<Capture> offers) throws Exception {
    try (FolderStore store = FolderStore.open(folder.resolve("captures"));
        Capture capture =
            Capture.openShowing(
                CaptureSettings.of("gateway-0", folder.resolve("spool")),
                new ParquetTarget(store, WireReader.withoutTokenEstimates()::read),
                kept)) {
      offers.accept(capture);
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(capture.accounting().stored()).isPositive();
    }
  }

  @Test
  void whatIsTakenOutIsOutAndWhatCannotBeRedactedNeverComes() throws Exception {
    List<Entry> shown = new CopyOnWriteArrayList<>();

    captured(
        shown::add,
        capture -> {
          capture.offer(saying(1, "plain"), receipt -> {});
          capture.offer(saying(2, "secret"), entry -> saying(2, "redacted"), receipt -> {});
          capture.offer(
              saying(3, "hopeless"),
              entry -> {
                throw new IllegalStateException("not redactable");
              },
              receipt -> {});
        });

    assertThat(shown).containsExactlyInAnyOrder(saying(1, "plain"), saying(2, "redacted"));
  }

  @Test
  void whoFailsToLookCostsNoRecord() throws Exception {
    captured(
        entry -> {
          throw new IllegalStateException("cannot look");
        },
        capture -> capture.offer(saying(1, "plain"), receipt -> {}));
  }
}
