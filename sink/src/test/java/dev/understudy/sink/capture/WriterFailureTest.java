package dev.understudy.sink.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.spool.ChannelAround;
import dev.understudy.sink.spool.SegmentFiles;
import dev.understudy.sink.store.FolderStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of entries when the spool's writer itself fails or does not come to an end. */
class WriterFailureTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SampleExchanges samples = new SampleExchanges(5);
  private final List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());
  private Path folder;
  private FolderStore store;
  private CaptureSettings settings;

  @BeforeEach
  void openStore(@TempDir Path folder) throws IOException {
    this.folder = folder;
    store = FolderStore.open(folder.resolve("captures"));
    settings = CaptureSettings.of("gateway-0", folder.resolve("spool"));
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  private Capture open(SegmentFiles files) throws IOException {
    return Capture.open(settings, new ParquetTarget(store, SampleExchanges::unread), files);
  }

  /** Runs at every write. */
  private static SegmentFiles atWrites(Runnable action) {
    return file ->
        new ChannelAround(SegmentFiles.ON_DISK.create(file)) {
          @Override
          public int write(ByteBuffer from) throws IOException {
            action.run();
            return super.write(from);
          }
        };
  }

  /** Offers so many while the writer is held, so that it takes all of them in one turn. */
  private void offerAtOnce(Capture capture, int count) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    capture.offer(
        samples.small(),
        receipt -> {
          held.countDown();
          awaitQuietly(go);
        });
    held.await();
    for (int i = 0; i < count; i++) {
      capture.offer(samples.small(), receipts::add);
    }
    go.countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void everyOfferIsSettledAndCountedThoughMemoryRunsOutWhileTheyAreWritten() throws Exception {
    settings = settings.withSegments(1, Duration.ofHours(1)); // every record is a write of its own
    AtomicInteger writes = new AtomicInteger();
    SegmentFiles disk =
        atWrites(
            () -> {
              if (writes.incrementAndGet() == 8) {
                throw new OutOfMemoryError("Cannot reserve 1048576 bytes of direct buffer memory");
              }
            });

    try (Capture capture = open(disk)) {
      offerAtOnce(capture, 10);

      Captured.await(() -> receipts.size() == 10);
      assertThat(capture.flush(PATIENCE)).isTrue();
      Accounting books = Books.assertSettled(capture);
      assertThat(books.dropped().get(DropReason.IO_ERROR)).isBetween(1L, 10L);
      assertThat(capture.health().pendingBytes()).isZero();
      Captured.await(() -> !capture.health().isDegraded());
      capture.offer(samples.small(), receipts::add);
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(receipts.get(10).isKept()).isTrue();
    }
  }

  @Test
  void aCallbackThatFailsBadlyCostsNobodyElseItsReceipt() throws Exception {
    try (Capture capture = open(SegmentFiles.ON_DISK)) {
      CountDownLatch held = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      capture.offer(
          samples.small(),
          receipt -> {
            held.countDown();
            awaitQuietly(go);
          });
      held.await();
      capture.offer(
          samples.small(),
          receipt -> {
            throw new AssertionError("a callback with a fault");
          });
      for (int i = 0; i < 5; i++) {
        capture.offer(samples.small(), receipts::add);
      }
      go.countDown();

      Captured.await(() -> receipts.size() == 5);
      assertThat(receipts).allMatch(Receipt::isKept);
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(Books.assertSettled(capture).stored()).isEqualTo(7);
    }
  }

  @Test
  void aSpoolThatIsStillWrittenToAfterTheCloseIsLetToNobody() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean hangs = new AtomicBoolean();
    SegmentFiles disk =
        atWrites(
            () -> {
              if (hangs.get()) {
                awaitQuietly(go);
              }
            });
    Capture hanging = open(disk);
    hanging.offer(samples.small(), receipts::add);
    Captured.await(() -> receipts.size() == 1);
    hangs.set(true);
    hanging.offer(samples.small(), receipts::add);

    hanging.close(Duration.ofMillis(50));

    assertThatThrownBy(() -> open(SegmentFiles.ON_DISK))
        .hasMessage(
            "spool folder %s is in use by another process: stop it or choose another folder",
            folder.resolve("spool").toAbsolutePath());
    go.countDown();
    Captured.await(() -> receipts.size() == 2);
    assertThat(receipts).allMatch(Receipt::isKept);
  }

  @Test
  void theSpoolCountsAsWritableOnlyWhenTheWholeProbeFits() throws Exception {
    AtomicBoolean full = new AtomicBoolean(true);
    AtomicInteger probes = new AtomicInteger();
    SegmentFiles disk =
        file -> {
          FileChannel channel = SegmentFiles.ON_DISK.create(file);
          if (!full.get()) {
            return channel;
          }
          probes.addAndGet(file.toString().endsWith("probe.tmp") ? 1 : 0);
          return new ChannelAround(channel) {
            @Override
            public int write(ByteBuffer from) throws IOException {
              if (size() >= 100) {
                throw new IOException("No space left on device");
              }
              ByteBuffer some = from.slice(from.position(), Math.min(100, from.remaining()));
              from.position(from.position() + some.remaining());
              return super.write(some);
            }
          };
        };
    settings = settings.withSpool(1 << 20, WhenFull.REFUSE);

    try (Capture capture = open(disk)) {
      capture.offer(samples.small(), receipts::add);
      Captured.await(() -> probes.get() == 2);

      assertThat(receipts).containsExactly(new Receipt.Dropped(DropReason.DISK_FULL));
      assertThat(capture.acceptsMore()).isFalse();
      full.set(false);
      Captured.await(capture::acceptsMore);
      Books.assertSettled(capture);
    }
  }
}
