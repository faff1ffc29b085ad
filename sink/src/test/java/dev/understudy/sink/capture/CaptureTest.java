package dev.understudy.sink.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.drain.SegmentTarget;
import dev.understudy.sink.drain.SegmentTarget.Carried;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.spool.SegmentReader;
import dev.understudy.sink.store.FolderStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptureTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Path folder;
  private final SampleExchanges samples = new SampleExchanges(7);
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

  private SegmentTarget parquet() {
    return new ParquetTarget(store, SampleExchanges::unread);
  }

  @ParameterizedTest
  @EnumSource
  void everythingOfferedIsInTheStoreOnce(Durability durability) throws Exception {
    List<String> offered = new ArrayList<>();
    List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());

    try (Capture capture = Capture.open(settings.withDurability(durability), parquet())) {
      for (int i = 0; i < 300; i++) {
        Exchange exchange = samples.any();
        offered.add(exchange.exchangeId().toString());
        capture.offer(exchange, receipts::add);
      }
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(Books.assertSettled(capture).stored()).isEqualTo(300);
      assertThat(capture.health().spoolBytes()).isZero();
    }

    assertThat(receipts).hasSize(300).allMatch(Receipt::isKept);
    assertThat(Captured.ids(folder.resolve("captures")))
        .containsExactlyInAnyOrderElementsOf(offered);
  }

  @Test
  void segmentsRollByAgeWithoutFurtherTraffic() throws Exception {
    CaptureSettings quick = settings.withSegments(1 << 26, Duration.ofMillis(50));

    try (Capture capture = Capture.open(quick, parquet())) {
      capture.offer(samples.small(), receipt -> {});

      Captured.await(() -> capture.accounting().stored() == 1);
    }
  }

  @Test
  void segmentsRollBySize() throws Exception {
    CaptureSettings small = settings.withSegments(10_000, Duration.ofHours(1));

    try (Capture capture = Capture.open(small, parquet())) {
      for (int i = 0; i < 100; i++) {
        capture.offer(samples.small(), receipt -> {});
      }

      Captured.await(() -> capture.accounting().stored() >= 60);
    }
  }

  @Test
  void whatCouldNotBeDrainedIsFoundAtTheNextStart() throws Exception {
    SegmentTarget broken =
        segment -> {
          throw new IOException("no store today");
        };
    try (Capture capture = Capture.open(settings, broken)) {
      capture.offer(samples.small(), receipt -> {});
      assertThat(capture.flush(Duration.ofMillis(1))).isFalse();
      Captured.await(() -> capture.health().drainProblem() != null);
      assertThat(capture.health().isDegraded()).isTrue();
      assertThat(capture.health().drainProblem()).contains("no store today");
      assertThat(capture.health().drainLag()).isPositive();
      assertThat(Books.assertBalanced(capture).spooled()).isEqualTo(1);
      capture.close(Duration.ZERO);
    }

    try (Capture capture = Capture.open(settings, parquet())) {
      assertThat(capture.accounting().offered()).isEqualTo(1);
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(Books.assertSettled(capture).stored()).isEqualTo(1);
      assertThat(capture.health().isDegraded()).isFalse();
    }
  }

  @Test
  void oneBrokenSegmentDoesNotHoldUpTheOthers() throws Exception {
    AtomicReference<String> first = new AtomicReference<>();
    SegmentTarget target = parquet();
    SegmentTarget picky =
        segment -> {
          if (first.compareAndSet(null, segment.name()) || segment.name().equals(first.get())) {
            throw new IOException("not this one");
          }
          return target.carry(segment);
        };
    CaptureSettings quick = settings.withSegments(1, Duration.ofHours(1));

    try (Capture capture = Capture.open(quick, picky)) {
      for (int i = 0; i < 5; i++) {
        capture.offer(samples.small(), receipt -> {});
      }

      Captured.await(() -> capture.accounting().stored() == 4);
      assertThat(Books.assertBalanced(capture).spooled()).isEqualTo(1);
      capture.close(Duration.ZERO);
    }
  }

  @Test
  void memoryIsBoundedInBytesAndRecords() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicLong dropped = new AtomicLong();

    try (Capture capture = Capture.open(settings.withMemory(1_000_000, 3), parquet())) {
      // The first callback holds the writer, so that everything after it waits in memory.
      CountDownLatch held = new CountDownLatch(1);
      capture.offer(
          samples.small(),
          receipt -> {
            held.countDown();
            awaitQuietly(go);
          });
      held.await();
      for (int i = 0; i < 10; i++) {
        capture.offer(samples.small(), receipt -> dropped.addAndGet(receipt.isKept() ? 0 : 1));
      }
      assertThat(dropped).hasValue(7);
      assertThat(capture.accounting().pending()).isEqualTo(3);
      assertThat(Books.assertAdded(capture).dropped()).containsEntry(DropReason.MEMORY, 7L);
      go.countDown();
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(Books.assertSettled(capture).stored()).isEqualTo(4);
    }

    assertThat(Captured.ids(folder.resolve("captures"))).hasSize(4);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void offersAfterTheCloseAreDroppedAndCounted() throws Exception {
    Capture capture = Capture.open(settings, parquet());
    capture.close();
    List<Receipt> receipts = new ArrayList<>();

    capture.offer(samples.small(), receipts::add);

    assertThat(receipts).containsExactly(new Receipt.Dropped(DropReason.CLOSED));
    assertThat(Books.assertSettled(capture).dropped()).containsEntry(DropReason.CLOSED, 1L);
  }

  @Test
  void aFullSpoolDropsAndGoesOnWhenThereIsRoom() throws Exception {
    CountDownLatch storeWorks = new CountDownLatch(1);
    SegmentTarget target = parquet();
    SegmentTarget slow =
        segment -> {
          awaitQuietly(storeWorks);
          return target.carry(segment);
        };
    List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());

    try (Capture capture = Capture.open(settings.withSpool(5_000, WhenFull.REFUSE), slow)) {
      assertThat(capture.acceptsMore()).isTrue();
      for (int i = 0; i < 100; i++) {
        capture.offer(samples.small(), receipts::add);
      }
      Captured.await(() -> receipts.size() == 100);
      assertThat(capture.acceptsMore()).isFalse();
      assertThat(capture.health().writeProblem()).contains("is full");
      assertThat(capture.health().spoolBytes()).isLessThanOrEqualTo(5_000);
      long kept = receipts.stream().filter(Receipt::isKept).count();
      assertThat(kept).isBetween(1L, 99L);
      assertThat(Books.assertBalanced(capture).dropped())
          .containsEntry(DropReason.SPOOL_FULL, 100 - kept);

      storeWorks.countDown();
      Captured.await(capture::acceptsMore);
      capture.offer(samples.small(), receipts::add);
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(receipts.get(100).isKept()).isTrue();
      assertThat(Books.assertSettled(capture).stored()).isEqualTo(kept + 1);
    }
  }

  @Test
  void damageInTheSpoolIsCountedAndTheFileKeptAside() throws Exception {
    AtomicReference<SealedSegment> sealed = new AtomicReference<>();
    SegmentTarget none =
        segment -> {
          sealed.set(segment);
          throw new IOException("later");
        };
    try (Capture capture = Capture.open(settings, none)) {
      for (int i = 0; i < 10; i++) {
        capture.offer(samples.small(), receipt -> {});
      }
      assertThat(capture.flush(Duration.ofMillis(1))).isFalse();
      Captured.await(() -> sealed.get() != null);
      capture.close(Duration.ZERO);
    }
    SealedSegment segment = Objects.requireNonNull(sealed.get());
    byte[] bytes = Files.readAllBytes(segment.file());
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment.file(), bytes);

    try (Capture capture = Capture.open(settings, parquet())) {
      assertThat(capture.flush(PATIENCE)).isTrue();

      Accounting books = Books.assertSettled(capture);
      assertThat(books.stored()).isEqualTo(9);
      assertThat(books.dropped()).containsEntry(DropReason.CORRUPT, 1L);
      assertThat(capture.health().damagedSegments()).isEqualTo(1);
    }
    assertThat(Captured.ids(folder.resolve("captures"))).hasSize(9);
    assertThat(folder.resolve("spool").resolve(segment.name() + ".damaged")).exists();
  }

  @Test
  void aSecondCaptureOnTheSameSpoolIsRefused() throws Exception {
    try (Capture first = Capture.open(settings, parquet())) {
      assertThatThrownBy(() -> Capture.open(settings, parquet()))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "spool folder %s is in use by another process: stop it or choose another folder",
              folder.resolve("spool").toAbsolutePath());
      assertThat(first.acceptsMore()).isTrue();
    }
  }

  @Test
  void aSpoolThatIsAFileIsRefusedByName() throws Exception {
    Files.writeString(folder.resolve("spool"), "in the way");

    assertThatThrownBy(() -> Capture.open(settings, parquet()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "spool folder %s cannot be written", folder.resolve("spool").toAbsolutePath())
        .hasMessageEndingWith("or choose another");
  }

  @Test
  void theAccountingAddsUpAtEveryInstant() throws Exception {
    CaptureSettings tight =
        settings.withMemory(200_000, 60).withSegments(30_000, Duration.ofMillis(20));
    int threads = 2;
    AtomicLong snapshots = new AtomicLong();
    AtomicLong offered = new AtomicLong();
    AtomicLong settled = new AtomicLong();
    AtomicLong kept = new AtomicLong();
    SegmentTarget discard =
        segment -> {
          try (SegmentReader reader = segment.read()) {
            Entry next = reader.next();
            while (next != null) {
              next = reader.next();
            }
            return new Carried(reader.counts(), reader.lost(), reader.damage());
          }
        };

    try (Capture capture = Capture.open(tight, discard)) {
      List<Thread> offering = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        SampleExchanges own = new SampleExchanges(t);
        Thread thread =
            new Thread(
                () -> {
                  while (snapshots.get() < 2000) {
                    offered.incrementAndGet();
                    capture.offer(
                        own.small(),
                        receipt -> {
                          kept.addAndGet(receipt.isKept() ? 1 : 0);
                          settled.incrementAndGet();
                        });
                  }
                });
        offering.add(thread);
        thread.start();
      }
      long stored = 0;
      for (; snapshots.get() < 2000; snapshots.incrementAndGet()) {
        long keptBefore = kept.get();
        long settledBefore = settled.get();
        Accounting now = capture.accounting(); // its constructor refuses what does not add up
        long offeredAfter = offered.get();
        assertThat(now.spooled() + now.stored()).isGreaterThanOrEqualTo(keptBefore);
        assertThat(now.offered() - now.pending()).isGreaterThanOrEqualTo(settledBefore);
        assertThat(now.offered()).isLessThanOrEqualTo(offeredAfter);
        assertThat(now.stored()).isGreaterThanOrEqualTo(stored);
        stored = now.stored();
      }
      for (Thread thread : offering) {
        thread.join();
      }
      assertThat(capture.flush(PATIENCE)).isTrue();
      Accounting end = Books.assertSettled(capture);
      assertThat(end.offered()).isEqualTo(offered.get());
      assertThat(end.stored()).isEqualTo(kept.get());
      assertThat(settled).hasValue(offered.get());
    }
  }
}
