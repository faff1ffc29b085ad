package dev.understudy.sink.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.spool.SegmentFiles;
import dev.understudy.sink.store.FolderStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFullTest {
  private static final Path FULL = Path.of("/dev/full");
  private Path folder;

  @BeforeEach
  void useFolder(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aFullDiskDropsWithTheReasonAndCaptureGoesOnAfterwards() throws Exception {
    assumeTrue(Files.isWritable(FULL), "needs /dev/full, a file to which nothing can be written");
    AtomicBoolean full = new AtomicBoolean(true);
    SegmentFiles disk =
        file ->
            full.get()
                ? FileChannel.open(FULL, StandardOpenOption.WRITE)
                : SegmentFiles.ON_DISK.create(file);
    List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());
    SampleExchanges samples = new SampleExchanges(1);
    CaptureSettings settings =
        CaptureSettings.of("gateway-0", folder.resolve("spool"))
            .withSpool(1 << 20, WhenFull.REFUSE);

    try (FolderStore store = FolderStore.open(folder.resolve("captures"));
        Capture capture =
            Capture.open(settings, new ParquetTarget(store, SampleExchanges::unread), disk)) {
      for (int i = 0; i < 5; i++) {
        capture.offer(samples.small(), receipts::add);
      }
      Captured.await(() -> receipts.size() == 5);
      assertThat(receipts).containsOnly(new Receipt.Dropped(DropReason.DISK_FULL));
      assertThat(Books.assertBalanced(capture).dropped()).containsEntry(DropReason.DISK_FULL, 5L);
      assertThat(capture.health().isDegraded()).isTrue();
      assertThat(capture.health().writeProblem()).contains("disk_full").contains("No space left");
      assertThat(capture.acceptsMore()).isFalse();

      full.set(false);
      Captured.await(capture::acceptsMore);
      capture.offer(samples.small(), receipts::add);
      assertThat(capture.flush(Duration.ofSeconds(20))).isTrue();
      assertThat(receipts.get(5).isKept()).isTrue();
      assertThat(Books.assertSettled(capture).stored()).isEqualTo(1);
      assertThat(capture.health().isDegraded()).isFalse();
    }
    assertThat(Captured.ids(folder.resolve("captures"))).hasSize(1);
  }

  @Test
  void whatIsKeptOnARealFullFileSystemIsStoredOnceAndTheRestIsCounted() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()),
        "needs the right to mount");
    try {
      fillAndRecover(small);
    } finally {
      run("umount", small.toString());
    }
  }

  private void fillAndRecover(Path small) throws Exception {
    List<String> kept = Collections.synchronizedList(new ArrayList<>());
    List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());
    SampleExchanges samples = new SampleExchanges(2);
    CaptureSettings settings = CaptureSettings.of("gateway-0", small.resolve("spool"));

    try (FolderStore store = FolderStore.open(folder.resolve("captures"));
        Capture capture =
            Capture.open(settings, new ParquetTarget(store, SampleExchanges::unread))) {
      for (int i = 0; i < 40; i++) {
        byte[] body = new byte[100_000];
        var exchange = SampleExchanges.of(samples.uuid(), SampleExchanges.NOON, body, new byte[0]);
        int before = i;
        capture.offer(
            exchange,
            receipt -> {
              if (receipt.isKept()) {
                kept.add(exchange.exchangeId().toString());
              }
              receipts.add(receipt);
            });
        Captured.await(() -> receipts.size() == before + 1);
      }
      assertThat(capture.flush(Duration.ofSeconds(20))).isTrue();
      Accounting books = Books.assertSettled(capture);
      assertThat(books.dropped().get(DropReason.DISK_FULL)).isPositive();
      assertThat(books.stored()).isEqualTo(kept.size()).isPositive();
    }
    assertThat(Captured.ids(folder.resolve("captures"))).containsExactlyInAnyOrderElementsOf(kept);
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
