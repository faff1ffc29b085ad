package dev.understudy.sink.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.drain.SegmentTarget;
import dev.understudy.sink.spool.ChannelAround;
import dev.understudy.sink.spool.SegmentFiles;
import dev.understudy.sink.store.FolderStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of captures while the disk under the spool or the store is full or read-only. */
class DiskFaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SampleExchanges samples = new SampleExchanges(11);
  private final List<String> kept = Collections.synchronizedList(new ArrayList<>());
  private final List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());
  private Path spool;
  private Path captures;

  @BeforeEach
  void useFolder(@TempDir Path folder) {
    this.spool = folder.resolve("spool");
    this.captures = folder.resolve("captures");
  }

  private CaptureSettings settings() {
    return CaptureSettings.of("gateway-0", spool);
  }

  private static ParquetTarget parquet(FolderStore store) {
    return new ParquetTarget(store, SampleExchanges::unread);
  }

  /** Offers one, and waits for its receipt. */
  private Receipt offer(Capture capture) {
    int before = receipts.size();
    var exchange = samples.small();
    capture.offer(
        exchange,
        receipt -> {
          if (receipt.isKept()) {
            kept.add(exchange.exchangeId().toString());
          }
          receipts.add(receipt);
        });
    Captured.await(() -> receipts.size() > before);
    return receipts.get(before);
  }

  private void assertKeptAreStoredOnce() throws IOException {
    assertThat(Captured.ids(captures)).containsExactlyInAnyOrderElementsOf(kept);
  }

  @Test
  void aSpoolOnAReadOnlyDiskIsRefusedAtTheStartByNameWithTheRemedy() throws Exception {
    Files.createDirectory(spool);
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", spool.toString()), "may not mount");
    try (FolderStore store = FolderStore.open(captures)) {
      assertThatThrownBy(() -> Capture.open(settings(), parquet(store)))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "spool folder %s cannot be written (FileSystemException): make it writable for user"
                  + " '%s' or choose another",
              spool.toAbsolutePath(), System.getProperty("user.name"));
    } finally {
      run("umount", spool.toString());
    }
  }

  @Test
  void aSpoolThatTurnsReadOnlyDropsWhatComesAndLosesNothingItHas() throws Exception {
    AtomicBoolean readOnly = new AtomicBoolean();
    SegmentFiles disk =
        new SegmentFiles() {
          private void touch(Path file) throws IOException {
            if (readOnly.get()) {
              throw new FileSystemException(file.toString(), null, "Read-only file system");
            }
          }

          @Override
          public FileChannel create(Path file) throws IOException {
            touch(file);
            return ON_DISK.create(file);
          }

          @Override
          public void rename(Path from, Path to) throws IOException {
            touch(from);
            ON_DISK.rename(from, to);
          }

          @Override
          public void delete(Path file) throws IOException {
            touch(file);
            ON_DISK.delete(file);
          }
        };

    dropWhileReadOnly(disk, () -> readOnly.set(true), () -> readOnly.set(false));
  }

  @Test
  void aSpoolWhoseFolderTurnsReadOnlyDropsWhatComesAndLosesNothingItHas() throws Exception {
    Files.createDirectory(spool);
    assumeTrue(run("chattr", "+i", spool.toString()), "may not make a folder immutable");
    run("chattr", "-i", spool.toString());

    try {
      dropWhileReadOnly(
          SegmentFiles.ON_DISK,
          () -> run("chattr", "+i", spool.toString()),
          () -> run("chattr", "-i", spool.toString()));
    } finally {
      run("chattr", "-i", spool.toString());
    }
  }

  private void dropWhileReadOnly(SegmentFiles disk, Runnable freeze, Runnable thaw)
      throws Exception {
    CaptureSettings refusing = settings().withSpool(1 << 20, WhenFull.REFUSE);
    try (FolderStore store = FolderStore.open(captures);
        Capture capture = Capture.open(refusing, parquet(store), disk)) {
      assertThat(offer(capture).isKept()).isTrue();
      freeze.run();
      // What is open can be written on, then neither renamed nor deleted after it was stored.
      assertThat(offer(capture).isKept()).isTrue();
      assertThat(capture.flush(Duration.ofMillis(1))).isFalse();
      Captured.await(() -> capture.health().drainProblem() != null);
      assertThat(capture.health().drainProblem()).contains("could not be carried");
      Accounting books = Books.assertBalanced(capture);
      assertThat(books.spooled()).isEqualTo(2);

      assertThat(offer(capture)).isEqualTo(new Receipt.Dropped(DropReason.IO_ERROR));
      assertThat(capture.health().writeProblem())
          .startsWith("spool folder " + spool + " cannot be written (io_error): ");
      assertThat(capture.acceptsMore()).isFalse();
      Books.assertBalanced(capture);

      thaw.run();
      Captured.await(capture::acceptsMore);
      assertThat(offer(capture).isKept()).isTrue();
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(Books.assertSettled(capture).stored()).isEqualTo(3);
      assertThat(capture.health().isDegraded()).isFalse();
    }
    assertKeptAreStoredOnce();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 9, 25, 100, 200})
  void aDiskThatFillsInTheMiddleOfARecordLosesThatRecordAlone(long room) throws Exception {
    AtomicLong left = new AtomicLong(Long.MAX_VALUE);

    try (FolderStore store = FolderStore.open(captures);
        Capture capture = Capture.open(settings(), parquet(store), filling(left, false))) {
      assertThat(offer(capture).isKept()).isTrue();
      left.set(room);
      assertThat(offer(capture)).isEqualTo(new Receipt.Dropped(DropReason.DISK_FULL));
      Books.assertBalanced(capture);
      left.set(Long.MAX_VALUE);
      Captured.await(() -> capture.health().writeProblem() == null);
      assertThat(offer(capture).isKept()).isTrue();

      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(Books.assertSettled(capture).dropped()).containsEntry(DropReason.DISK_FULL, 1L);
      assertThat(capture.health().damagedSegments()).isZero();
    }
    assertKeptAreStoredOnce();
  }

  @Test
  void halfARecordThatCannotBeCutAwayIsNeitherStoredNorDamage() throws Exception {
    AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    SegmentTarget none =
        segment -> {
          throw new IOException("no store today");
        };
    try (Capture capture = Capture.open(settings(), none, filling(left, true))) {
      assertThat(offer(capture).isKept()).isTrue();
      left.set(100);
      assertThat(offer(capture)).isEqualTo(new Receipt.Dropped(DropReason.DISK_FULL));
      left.set(Long.MAX_VALUE);
      capture.close(Duration.ZERO);
    }

    try (FolderStore store = FolderStore.open(captures);
        Capture capture = Capture.open(settings(), parquet(store))) {
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(Books.assertSettled(capture).offered()).isEqualTo(1);
      assertThat(capture.health().damagedSegments()).isZero();
    }
    assertKeptAreStoredOnce();
  }

  /** A disk with so many bytes left, which may also be unable to cut files. */
  private static SegmentFiles filling(AtomicLong left, boolean cutsFail) {
    return file ->
        new ChannelAround(SegmentFiles.ON_DISK.create(file)) {
          @Override
          public int write(ByteBuffer from) throws IOException {
            if (left.get() == 0) {
              throw new IOException("No space left on device");
            }
            int fits = (int) Math.min(left.get(), from.remaining());
            int written = super.write(from.slice(from.position(), fits));
            from.position(from.position() + written);
            left.addAndGet(-written);
            return written;
          }

          @Override
          public FileChannel truncate(long size) throws IOException {
            if (cutsFail) {
              throw new IOException("Input/output error");
            }
            return super.truncate(size);
          }
        };
  }

  @Test
  void theSpoolAbsorbsWhileTheStoresDiskIsFullAndAllIsStoredOnceThereIsRoom() throws Exception {
    Files.createDirectory(captures);
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", captures.toString()),
        "may not mount");
    try {
      absorb();
    } finally {
      run("umount", "-l", captures.toString());
    }
  }

  private void absorb() throws Exception {
    Path ballast = captures.resolve("ballast");
    AtomicInteger failures = new AtomicInteger();
    try (FolderStore store = FolderStore.open(captures)) {
      SegmentTarget counted =
          segment -> {
            try {
              return parquet(store).carry(segment);
            } catch (IOException | RuntimeException | Error e) {
              failures.incrementAndGet();
              throw e;
            }
          };
      fill(ballast);
      try (Capture capture = Capture.open(settings(), counted)) {
        for (int i = 0; i < 200; i++) {
          assertThat(offer(capture).isKept()).isTrue();
        }
        assertThat(capture.flush(Duration.ofMillis(1))).isFalse();
        Captured.await(() -> failures.get() >= 4);
        assertThat(Books.assertBalanced(capture).spooled()).isEqualTo(200);
        assertThat(capture.health().drainProblem()).contains("No space left on device");
        assertThat(stagedFiles()).as("left by failures").isEmpty();

        Files.delete(ballast);
        assertThat(capture.flush(PATIENCE)).isTrue();
        assertThat(Books.assertSettled(capture).stored()).isEqualTo(200);
        assertThat(openDeletedFiles()).as("deleted files still open").isEmpty();
      }
      assertKeptAreStoredOnce();
    }
  }

  private List<Path> stagedFiles() throws IOException {
    try (Stream<Path> all = Files.walk(captures.resolve(".staging"))) {
      return all.filter(file -> file.toString().endsWith(".tmp")).toList();
    }
  }

  /** Files below the captures that were deleted and take up room all the same. */
  private List<String> openDeletedFiles() throws IOException {
    List<String> deleted = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : all.filter(Files::isSymbolicLink).toList()) {
        Path target = Files.readSymbolicLink(each);
        if (target.startsWith(captures) && target.toString().endsWith(" (deleted)")) {
          deleted.add(target.toString());
        }
      }
    } catch (NoSuchFileException closedMeanwhile) {
      return openDeletedFiles();
    }
    return deleted;
  }

  private static void fill(Path file) throws IOException {
    try (FileChannel channel = SegmentFiles.ON_DISK.create(file)) {
      while (true) {
        channel.write(ByteBuffer.allocate(4096));
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static boolean run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
