package dev.understudy.sink.capture;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Table;
import dev.understudy.sink.capture.Receipt.Dropped;
import dev.understudy.sink.drain.Drain;
import dev.understudy.sink.drain.SegmentTarget;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.spool.SegmentFiles;
import dev.understudy.sink.spool.Spool;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes entries in (exchanges, comparisons, feedback) and brings each into the store exactly once,
 * or counts why not.
 *
 * <p>All methods may be called from any thread.
 */
public final class Capture implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Capture.class);
  private static final long RECORD_OVERHEAD_BYTES = 2048;
  private static final long MAX_BODY_BYTES = 240L * 1024 * 1024;

  /** How long the writer is waited for at least: a busy machine may not let it run at once. */
  private static final long LEAST_WAIT_MILLIS = 1000;

  private final CaptureSettings settings;
  private final Spool spool;
  private final Intake intake = new Intake();
  private final Ledger ledger = new Ledger();
  private final Redacting redacting =
      new Redacting(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  private final Drain drain;
  private final SpoolWriter writer;
  private final Thread writerThread;
  private boolean closed;

  private Capture(
      CaptureSettings settings,
      Spool spool,
      SegmentTarget target,
      LongSupplier nanos,
      Consumer<Entry> kept) {
    this.settings = settings;
    this.spool = spool;
    this.drain =
        new Drain(
            spool,
            target,
            (segment, carried) ->
                ledger.carried(segment.records(), carried.records(), carried.lost()));
    this.writer = new SpoolWriter(settings, spool, intake, ledger, nanos, drain::add, kept);
    this.writerThread = new Thread(writer, "understudy-spool");
    writerThread.setDaemon(true);
  }

  /**
   * Recovers what an earlier run left in the spool and starts capturing. The caller closes it.
   *
   * @throws IOException if the spool's folder cannot be written or another process uses it; the
   *     message names the folder and the remedy
   */
  public static Capture open(CaptureSettings settings, SegmentTarget target) throws IOException {
    return openShowing(settings, target, entry -> {});
  }

  /**
   * The same, with somebody who is shown what is kept.
   *
   * @param kept is shown each entry once it is written to the spool, as it will be stored: what a
   *     redaction takes out is out, what is dropped never comes. Runs on the writer's thread: it
   *     must be quick, must not block and must not throw
   */
  public static Capture openShowing(
      CaptureSettings settings, SegmentTarget target, Consumer<Entry> kept) throws IOException {
    return open(settings, target, SegmentFiles.ON_DISK, kept);
  }

  static Capture open(CaptureSettings settings, SegmentTarget target, SegmentFiles files)
      throws IOException {
    return open(settings, target, files, entry -> {});
  }

  private static Capture open(
      CaptureSettings settings, SegmentTarget target, SegmentFiles files, Consumer<Entry> kept)
      throws IOException {
    Spool spool = Spool.open(settings.spool(), settings.instance(), files);
    Capture capture = unstarted(settings, spool, target, System::nanoTime, kept);
    capture.drain.start();
    capture.writerThread.start();
    return capture;
  }

  /** A capture that stands still: whoever made it drives its writer and its drain. */
  static Capture unstarted(
      CaptureSettings settings, Spool spool, SegmentTarget target, LongSupplier nanos) {
    return unstarted(settings, spool, target, nanos, entry -> {});
  }

  private static Capture unstarted(
      CaptureSettings settings,
      Spool spool,
      SegmentTarget target,
      LongSupplier nanos,
      Consumer<Entry> kept) {
    Capture capture = new Capture(settings, spool, target, nanos, kept);
    for (SealedSegment segment : spool.recovered()) {
      capture.ledger.found(segment.records());
      capture.drain.add(segment);
    }
    return capture;
  }

  SpoolWriter writer() {
    return writer;
  }

  Drain drain() {
    return drain;
  }

  /**
   * Takes an entry. Never blocks and never throws. The callback runs exactly once: on the capture's
   * writer thread when the record is as safe as the settings ask, or at once on the caller when it
   * is dropped at the door (or when the durability is {@code memory}). It must be quick and must
   * not block.
   */
  public void offer(Entry entry, Consumer<Receipt> settled) {
    long bytes = admit(entry, settled);
    if (bytes < 0) {
      return;
    }
    boolean inMemory = settings.durability() == Durability.MEMORY;
    if (!intake.put(Intake.Offer.of(entry, inMemory ? receipt -> {} : settled, bytes))) {
      refuse(entry.table(), bytes, DropReason.CLOSED, settled);
    } else if (inMemory) {
      settled.accept(Receipt.KEPT);
    }
  }

  /**
   * As {@link #offer(Entry, Consumer)}, of what a redaction leaves of the entry. It is applied on a
   * thread of the capture's own, once; where it throws, the entry is dropped and nothing of it is
   * stored. The callback may also run on that thread.
   *
   * @param redaction gives what is to be kept, an entry of the same table and request; null where
   *     nothing is to be taken out
   */
  public void offer(
      Entry entry, @Nullable UnaryOperator<Entry> redaction, Consumer<Receipt> settled) {
    if (redaction == null) {
      offer(entry, settled);
      return;
    }
    long bytes = admit(entry, settled);
    if (bytes < 0) {
      return;
    }
    boolean inMemory = settings.durability() == Durability.MEMORY;
    Consumer<Receipt> later = inMemory ? receipt -> {} : settled;
    boolean taken =
        redacting.redact(entry, redaction, left -> keep(entry.table(), left, bytes, later));
    if (!taken) {
      refuse(entry.table(), bytes, DropReason.CLOSED, settled);
    } else if (inMemory) {
      settled.accept(Receipt.KEPT);
    }
  }

  /** Counts an entry and reserves memory for it; negative where it was dropped at the door. */
  private long admit(Entry entry, Consumer<Receipt> settled) {
    Table table = entry.table();
    ledger.offered(table);
    long kept = entry.keptBytes();
    if (kept > MAX_BODY_BYTES) {
      drop(table, DropReason.TOO_LARGE, settled);
      return -1;
    }
    long bytes = kept + RECORD_OVERHEAD_BYTES;
    if (!writer.reserve(bytes)) {
      drop(table, DropReason.MEMORY, settled);
      return -1;
    }
    return bytes;
  }

  private void keep(Table table, @Nullable Entry left, long bytes, Consumer<Receipt> settled) {
    if (left == null) {
      refuse(table, bytes, DropReason.REDACTION, settled);
    } else if (!intake.put(Intake.Offer.of(left, settled, bytes))) {
      refuse(table, bytes, DropReason.CLOSED, settled);
    }
  }

  private void refuse(Table table, long bytes, DropReason reason, Consumer<Receipt> settled) {
    writer.release(bytes);
    drop(table, reason, settled);
  }

  private void drop(Table table, DropReason reason, Consumer<Receipt> settled) {
    ledger.dropped(table, reason);
    settled.accept(new Dropped(reason));
  }

  /** Where every entry went so far; a consistent snapshot that always adds up. */
  public Accounting accounting() {
    return ledger.snapshot();
  }

  /** Where every entry of one table went so far; adds up likewise. */
  public Accounting accounting(Table table) {
    return ledger.snapshot(table);
  }

  /** How capture fares just now. */
  public CaptureHealth health() {
    Instant open = writer.openSince();
    Instant oldest = drain.oldest().orElse(open);
    Duration lag = oldest == null ? Duration.ZERO : Duration.between(oldest, Instant.now()).abs();
    String writeProblem = writer.problem();
    if (writeProblem == null && isSpoolFull()) {
      writeProblem =
          "spool folder %s is full: it holds %d of at most %d bytes"
              .formatted(settings.spool(), spool.bytes(), settings.spoolBytes());
    }
    return new CaptureHealth(
        writer.pendingBytes(),
        spool.bytes(),
        drain.segments() + (open == null ? 0 : 1),
        lag,
        spool.damaged(),
        writeProblem,
        drain.problem());
  }

  /**
   * False while the spool is full, or its disk cannot be written, and the policy is to refuse. It
   * counts as full a little before it is, so that what was accepted still finds room.
   */
  public boolean acceptsMore() {
    return settings.whenFull() == WhenFull.DROP || (writer.problem() == null && !isSpoolFull());
  }

  private boolean isSpoolFull() {
    return spool.bytes() > settings.spoolBytes() - settings.spoolBytes() / 16;
  }

  /**
   * Seals the open segment now and waits until everything offered before is in the store or
   * dropped.
   *
   * @return whether that was so before the patience ended
   */
  public boolean flush(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    if (!redacting.await(deadline)) {
      return false;
    }
    CountDownLatch sealed = writer.requestSeal();
    if (!writerThread.isAlive()) {
      return drain.awaitCarried(deadline);
    }
    return sealed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
        && drain.awaitCarried(deadline);
  }

  /**
   * Takes no more, redacts and writes what is pending, seals, and drains what it can within the
   * patience; the rest stays in the spool for the next start. Writing itself may take a second even
   * where the patience is less. Where the disk hangs so that it does not end, the spool is let go
   * of only when this process ends.
   */
  public synchronized void close(Duration patience) {
    if (closed) {
      return;
    }
    closed = true;
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      redacting.close(deadline);
      writer.close();
      writerThread.join(Math.max(LEAST_WAIT_MILLIS, patience.toMillis()));
    } catch (InterruptedException e) {
      writer.close();
      Thread.currentThread().interrupt();
    }
    drain.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    if (writerThread.isAlive()) {
      LOG.atWarn()
          .addKeyValue("spool", settings.spool())
          .log("spool is still being written; it is released when this process ends");
      return;
    }
    try {
      spool.close();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("spool could not be released");
    }
  }

  /** As {@link #close(Duration)} with a patience of ten seconds. */
  @Override
  public void close() {
    close(Duration.ofSeconds(10));
  }
}
