package dev.understudy.sink.spool;

import dev.understudy.exchange.Table;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of segments: begins, seals and deletes them. One process at a time holds it, by a lock
 * on {@code spool.lock}. Segments are begun and sealed by one thread, deleted by any.
 */
public final class Spool implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  private static final String LOCK = "spool.lock";
  private static final int PROBE_BYTES = 256 * 1024;

  private final Path folder;
  private final String instance;
  private final SegmentFiles files;
  private final InstantSource clock;
  private final FileChannel lockFile;
  private final SegmentName names = new SegmentName();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger damaged = new AtomicInteger();
  private final List<SealedSegment> recovered = new ArrayList<>();

  private Spool(
      Path folder, String instance, SegmentFiles files, InstantSource clock, FileChannel lockFile) {
    this.folder = folder;
    this.instance = instance;
    this.files = files;
    this.clock = clock;
    this.lockFile = lockFile;
  }

  /**
   * Opens the folder, making it where it is missing, and recovers what earlier runs left in it.
   *
   * @throws IOException if the folder cannot be written or another process holds it; the message
   *     names the folder and the remedy
   */
  public static Spool open(Path folder, String instance, SegmentFiles files) throws IOException {
    return open(folder, instance, files, InstantSource.system());
  }

  /**
   * As {@link #open(Path, String, SegmentFiles)}, by another clock: segments are named after it.
   */
  public static Spool open(Path folder, String instance, SegmentFiles files, InstantSource clock)
      throws IOException {
    Spool spool = new Spool(folder, instance, files, clock, lock(folder));
    try {
      spool.recover();
      return spool;
    } catch (IOException | RuntimeException | Error e) {
      spool.close();
      throw e;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel;
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException(
          "spool folder %s cannot be written (%s): make it writable for user '%s' or choose another"
              .formatted(
                  folder.toAbsolutePath(),
                  e.getClass().getSimpleName(),
                  System.getProperty("user.name")),
          e);
    }
    if (!tryLock(channel)) {
      channel.close();
      throw new IOException(
          "spool folder %s is in use by another process: stop it or choose another folder"
              .formatted(folder.toAbsolutePath()));
    }
    return channel;
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  private void recover() throws IOException {
    List<Path> found;
    try (Stream<Path> all = Files.list(folder)) {
      found = all.sorted().toList();
    }
    for (Path file : found) {
      String name = file.getFileName().toString();
      if (name.endsWith(SegmentName.OPEN)) {
        recoverOpen(file, name.substring(0, name.length() - SegmentName.OPEN.length()));
      } else if (name.endsWith(SegmentName.DAMAGED)) {
        damaged.incrementAndGet();
      } else if (name.endsWith(SegmentName.SEALED)) {
        recoverSealed(file, name);
      }
    }
    recovered.sort(Comparator.comparing(SealedSegment::name));
  }

  private void recoverSealed(Path file, String fileName) throws IOException {
    Optional<SegmentName.SealedFile> parsed = SegmentName.SealedFile.parse(fileName);
    if (parsed.isEmpty()) {
      LOG.atWarn().addKeyValue("file", file).log("spool holds a file that is not ours; left alone");
      return;
    }
    keep(parsed.get().name(), file, parsed.get().records());
  }

  /** What a run that died was writing: its whole records count, a torn tail never did. */
  private void recoverOpen(Path file, String name) throws IOException {
    if (SegmentName.created(name).isEmpty()) {
      LOG.atWarn().addKeyValue("file", file).log("spool holds a file that is not ours; left alone");
      return;
    }
    Counts records;
    long wholeBytes;
    boolean torn;
    String damage;
    try (SegmentReader reader = SegmentReader.open(file, Long.MAX_VALUE)) {
      reader.skipAll();
      // What was lost cannot tell what it was; nearly all records are exchanges.
      records = reader.counts().plus(Table.EXCHANGES, reader.lost());
      wholeBytes = reader.wholeBytes();
      torn = reader.isTorn();
      damage = reader.damage();
    }
    if (records.total() == 0) {
      if (damage == null) {
        files.delete(file);
      } else {
        LOG.atWarn().addKeyValue("damage", damage).log("damaged segment kept aside");
        files.rename(file, folder.resolve(name + SegmentName.DAMAGED));
        damaged.incrementAndGet();
      }
      return;
    }
    if (torn && damage == null) {
      files.cut(file, wholeBytes);
    }
    Path sealed = folder.resolve(SegmentName.sealedFile(name, records));
    files.rename(file, sealed);
    keep(name, sealed, records);
  }

  private void keep(String name, Path file, Counts records) throws IOException {
    long size = Files.size(file);
    bytes.addAndGet(size);
    Instant created = SegmentName.created(name).orElse(Instant.EPOCH);
    recovered.add(new SealedSegment(name, file, size, records, created, true));
  }

  /** The segments that earlier runs left, the oldest first. */
  public List<SealedSegment> recovered() {
    return List.copyOf(recovered);
  }

  /** Begins a segment; its header is written when this returns. */
  public SegmentWriter begin() throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String name = names.next(now);
    Path file = folder.resolve(name + SegmentName.OPEN);
    FileChannel channel = files.create(file);
    try {
      return new SegmentWriter(name, file, channel, instance, now, names.nextSync(), bytes);
    } catch (IOException | RuntimeException | Error e) {
      discard(channel, file, e);
      throw e;
    }
  }

  private static void discard(FileChannel channel, Path file, Throwable cause) {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException alsoBroken) {
      cause.addSuppressed(alsoBroken);
    }
  }

  /** Tries whether the disk takes data, with a file that is deleted at once. */
  public void probe() throws IOException {
    Path file = folder.resolve("probe.tmp");
    Files.deleteIfExists(file);
    try (FileChannel channel = files.create(file)) {
      ByteBuffer probe = ByteBuffer.allocate(PROBE_BYTES);
      while (probe.hasRemaining()) { // a disk that is nearly full takes a part, and then fails
        channel.write(probe);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Makes the folder's entries survive a power loss. */
  public void force() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Seals a segment. Never fails: whatever the disk says, its whole records are to be drained. */
  public @Nullable SealedSegment seal(SegmentWriter segment) {
    try {
      segment.close();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("segment could not be closed");
    }
    if (segment.records().total() == 0) {
      removeEmpty(segment);
      return null;
    }
    Path sealed = folder.resolve(SegmentName.sealedFile(segment.name(), segment.records()));
    try {
      files.rename(segment.file(), sealed);
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("segment could not be renamed; drained under its open name");
      sealed = segment.file();
    }
    return new SealedSegment(
        segment.name(), sealed, segment.bytes(), segment.records(), segment.created(), false);
  }

  private void removeEmpty(SegmentWriter segment) {
    bytes.addAndGet(-segment.bytes());
    try {
      files.delete(segment.file());
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("empty segment could not be deleted");
    }
  }

  /**
   * Whether a segment's file is gone while the folder is there: somebody moved or deleted it. A
   * folder that is gone itself, as an unmounted disk is, may come back with all that is in it.
   */
  public boolean isMissing(SealedSegment segment) {
    return Files.notExists(segment.file()) && Files.exists(folder.resolve(LOCK));
  }

  /** Deletes a segment that was carried on, or is missing. */
  public void delete(SealedSegment segment) throws IOException {
    files.delete(segment.file());
    bytes.addAndGet(-segment.bytes());
  }

  /** Keeps a damaged segment aside, for a person to look at; it is never drained again. */
  public void keepAside(SealedSegment segment) throws IOException {
    files.rename(segment.file(), folder.resolve(segment.name() + SegmentName.DAMAGED));
    bytes.addAndGet(-segment.bytes());
    damaged.incrementAndGet();
  }

  /** Bytes in segments, the damaged ones kept aside left out. */
  public long bytes() {
    return bytes.get();
  }

  /** How many damaged segments are kept aside. */
  public int damaged() {
    return damaged.get();
  }

  /** Lets go of the folder. */
  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
