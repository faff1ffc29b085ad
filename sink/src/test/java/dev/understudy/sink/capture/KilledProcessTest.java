package dev.understudy.sink.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Entry;
import dev.understudy.sink.ChildJvm;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.store.FolderStore;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {
  private static final int ROUNDS = 4;

  @Test
  void whatWasAcknowledgedIsStoredOnceHoweverOftenTheProcessIsKilled(@TempDir Path folder)
      throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> acknowledged = new ArrayList<>();

    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(runAndKill(folder, 50 + random.nextInt(1500)));
    }
    try (FolderStore store = FolderStore.open(folder.resolve("captures"));
        Capture capture = Capture.open(settings(folder), target(store))) {
      assertThat(capture.flush(Duration.ofSeconds(30))).isTrue();
      assertThat(capture.health().damagedSegments()).isZero();
      Books.assertSettled(capture);
    }

    List<String> stored =
        Captured.rows(folder.resolve("captures")).stream()
            .map(row -> row.get("request_id").toString())
            .toList();
    assertThat(stored).as("seed %d", seed).doesNotHaveDuplicates().containsAll(acknowledged);
    assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * 50 - 1);
  }

  /** Lets a child offer until it has acknowledged so many, and kills it there and then. */
  private static List<String> runAndKill(Path folder, int enough) throws Exception {
    Process child =
        new ProcessBuilder(ChildJvm.command(Child.class, folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> ids = new ArrayList<>();
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.length() == 37 && line.endsWith(".")) {
          ids.add(line.substring(0, 36));
        }
        if (ids.size() == enough) {
          child.toHandle().destroyForcibly(); // leaves us what it printed before
        }
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    return ids;
  }

  private static CaptureSettings settings(Path folder) {
    return CaptureSettings.of("gateway-0", folder.resolve("spool"))
        .withSegments(1_000_000, Duration.ofMillis(200));
  }

  private static ParquetTarget target(FolderStore store) {
    return new ParquetTarget(store, SampleExchanges::unread);
  }

  /** Offers without end and prints the request id of every entry that was kept. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      SampleEntries samples = new SampleEntries(System.nanoTime());
      PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
      try (FolderStore store = FolderStore.open(folder.resolve("captures"));
          Capture capture = Capture.open(settings(folder), target(store))) {
        while (!out.checkError()) {
          Entry entry = samples.any();
          capture.offer(
              entry,
              receipt -> {
                if (receipt.isKept()) {
                  out.println(entry.requestId() + ".");
                }
              });
          while (capture.accounting().pending() > 200) {
            Thread.onSpinWait();
          }
        }
      }
    }
  }
}
