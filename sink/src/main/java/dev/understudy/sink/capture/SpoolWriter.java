package dev.understudy.sink.capture;

import dev.understudy.exchange.Entry;
import dev.understudy.sink.capture.Intake.Offer;
import dev.understudy.sink.capture.Receipt.Dropped;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.spool.SegmentWriter;
import dev.understudy.sink.spool.Spool;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes the spool: takes all offers that wait, frames them into one buffer,
 * writes it at once, syncs where asked, settles them. A failure to write costs the records at hand
 * and never ends the thread; it tries a new segment after a pause.
 */
final class SpoolWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);
  private static final int WRITE_BYTES = 1024 * 1024;
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);

  /**
   * Where offers come closer together than this, the writer waits a little for more of them: a wake
   * for each would cost more than the write. At lower rates every offer is written at once.
   */
  private static final long BUSY_NANOS = TimeUnit.MICROSECONDS.toNanos(150);

  private static final long LINGER_NANOS = TimeUnit.MICROSECONDS.toNanos(400);

  private final CaptureSettings settings;
  private final Spool spool;
  private final Intake intake;
  private final Ledger ledger;
  private final LongSupplier nanos;
  private final Consumer<SealedSegment> sealed;
  private final Consumer<Entry> kept;
  private final AtomicLong pendingBytes = new AtomicLong();
  private final AtomicInteger pendingRecords = new AtomicInteger();
  private final Queue<CountDownLatch> sealRequests = new ConcurrentLinkedQueue<>();
  private volatile boolean closing;
  private volatile @Nullable String problem;
  private volatile @Nullable Instant openSince;

  private @Nullable SegmentWriter segment;
  private long segmentBegun;
  private DropReason problemReason = DropReason.IO_ERROR;
  private long retryAt;
  private long pauseNanos = FIRST_PAUSE_NANOS;
  private final ArrayDeque<Offer> framed = new ArrayDeque<>();
  private @Nullable Offer untaken;
  private long lastTaken;
  private long nanosPerOffer = IDLE_NANOS;

  SpoolWriter(
      CaptureSettings settings,
      Spool spool,
      Intake intake,
      Ledger ledger,
      LongSupplier nanos,
      Consumer<SealedSegment> sealed,
      Consumer<Entry> kept) {
    this.settings = settings;
    this.spool = spool;
    this.intake = intake;
    this.ledger = ledger;
    this.nanos = nanos;
    this.lastTaken = nanos.getAsLong();
    this.sealed = sealed;
    this.kept = kept;
  }

  /** Reserves memory for an offer; false, and nothing reserved, where there is too little. */
  boolean reserve(long bytes) {
    if (pendingRecords.incrementAndGet() <= settings.memoryRecords()) {
      if (pendingBytes.addAndGet(bytes) <= settings.memoryBytes()) {
        return true;
      }
      pendingBytes.addAndGet(-bytes);
    }
    pendingRecords.decrementAndGet();
    return false;
  }

  void release(long bytes) {
    pendingBytes.addAndGet(-bytes);
    pendingRecords.decrementAndGet();
  }

  long pendingBytes() {
    return pendingBytes.get();
  }

  @Nullable String problem() {
    return problem;
  }

  /** When the open segment was begun, or null where there is none. */
  @Nullable Instant openSince() {
    return openSince;
  }

  /** Asks for a seal; the latch opens when all that was offered before is written and sealed. */
  CountDownLatch requestSeal() {
    CountDownLatch done = new CountDownLatch(1);
    sealRequests.add(done);
    intake.wake();
    return done;
  }

  /** Asks the thread to write what waits, seal and end. */
  void close() {
    closing = true;
    intake.wake();
  }

  @Override
  public void run() {
    boolean last = false;
    while (!last) {
      last = closing;
      boolean busy = turn(last);
      if (!last) {
        rest(busy);
      }
    }
    takeSealRequests().forEach(CountDownLatch::countDown);
  }

  /** Does all there is to do just now; in the last turn it seals, and takes no more after it. */
  boolean turn(boolean last) {
    List<CountDownLatch> requests = takeSealRequests();
    Offer offers = last ? intake.takeLast() : intake.takeAll();
    try {
      if (offers != null) {
        writeAll(offers);
      }
      if (last || !requests.isEmpty() || isAged()) {
        seal();
      }
      probe();
    } catch (RuntimeException | Error e) {
      LOG.atError().setCause(e).log("spool writer failed; the records at hand are dropped");
      abandon(DropReason.IO_ERROR, e);
      dropUntaken();
    }
    requests.forEach(CountDownLatch::countDown);
    return offers != null;
  }

  private List<CountDownLatch> takeSealRequests() {
    if (sealRequests.isEmpty()) {
      return List.of();
    }
    List<CountDownLatch> requests = new ArrayList<>();
    for (CountDownLatch each = sealRequests.poll(); each != null; each = sealRequests.poll()) {
      requests.add(each);
    }
    return requests;
  }

  private void rest(boolean busy) {
    if (busy && nanosPerOffer < BUSY_NANOS && settings.durability() != Durability.DISK) {
      LockSupport.parkNanos(this, LINGER_NANOS);
    } else {
      intake.sleep(untilNextDuty(), () -> closing || !sealRequests.isEmpty());
    }
  }

  private long untilNextDuty() {
    long now = nanos.getAsLong();
    if (problem != null) {
      return Math.max(1, retryAt - now);
    }
    return segment == null
        ? IDLE_NANOS
        : Math.max(1, segmentBegun + settings.segmentAge().toNanos() - now);
  }

  private boolean isAged() {
    return segment != null && nanos.getAsLong() - segmentBegun >= settings.segmentAge().toNanos();
  }

  private void writeAll(Offer oldest) {
    int count = 0;
    untaken = oldest;
    for (Offer offer = oldest; offer != null; offer = untaken) {
      SegmentWriter open = openSegment();
      untaken = offer.next();
      take(offer, open);
      count++;
    }
    commit();
    long now = nanos.getAsLong();
    long each = Math.min(LONGEST_PAUSE_NANOS, (now - lastTaken) / count);
    nanosPerOffer += (each - nanosPerOffer) / 8;
    lastTaken = now;
  }

  private void take(Offer offer, @Nullable SegmentWriter open) {
    if (open == null) {
      drop(offer, problemReason);
      return;
    }
    int length;
    try {
      length = open.frame(offer.entry());
    } catch (RuntimeException | Error e) {
      LOG.atError().setCause(e).log("a record could not be encoded; it is dropped");
      drop(offer, DropReason.IO_ERROR);
      return;
    }
    if (length < 0) {
      drop(offer, DropReason.TOO_LARGE);
    } else if (spool.bytes() + open.framedBytes() > settings.spoolBytes()) {
      open.unframe(offer.entry().table(), length);
      drop(offer, DropReason.SPOOL_FULL);
      commit();
      seal(); // so that the drain can make room
    } else {
      framed.add(offer);
      boolean full = open.bytes() + open.framedBytes() >= settings.segmentBytes();
      if (full || open.framedBytes() >= WRITE_BYTES) {
        commit();
      }
      if (full) {
        seal();
      }
    }
  }

  private @Nullable SegmentWriter openSegment() {
    if (segment != null) {
      return segment;
    }
    if (problem != null) {
      return null; // until a probe goes well
    }
    try {
      SegmentWriter begun = spool.begin();
      segment = begun;
      segmentBegun = nanos.getAsLong();
      openSince = begun.created();
      if (settings.durability() == Durability.DISK) {
        spool.force();
      }
      return begun;
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      return null;
    }
  }

  /** Writes what is framed and settles it. */
  private void commit() {
    SegmentWriter open = segment;
    if (open == null || framed.isEmpty()) {
      return;
    }
    try {
      if (settings.durability() == Durability.DISK) {
        open.writeAndForce();
      } else {
        open.write();
      }
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      return;
    }
    pauseNanos = FIRST_PAUSE_NANOS;
    for (Offer each : framed) {
      ledger.written(each.entry().table());
    }
    for (Offer each = framed.poll(); each != null; each = framed.poll()) {
      settle(each, Receipt.KEPT);
      show(each.entry());
    }
  }

  private void show(Entry entry) {
    try {
      kept.accept(entry);
    } catch (RuntimeException | Error e) { // content may be in the message: class only
      LOG.atError()
          .addKeyValue("failure", e.getClass().getName())
          .log("who is shown kept entries failed");
    }
  }

  private void failed(Throwable e) {
    String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    boolean full = said.contains("no space left") || said.contains("quota exceeded");
    if (problem == null) {
      LOG.atError()
          .addKeyValue("spool", settings.spool())
          .setCause(e)
          .log("spool cannot be written; records are dropped until it can");
    }
    abandon(full ? DropReason.DISK_FULL : DropReason.IO_ERROR, e);
  }

  /** Drops what is framed, ends the segment, and lets some time pass before the next. */
  private void abandon(DropReason reason, Throwable cause) {
    problemReason = reason;
    problem =
        "spool folder %s cannot be written (%s): %s"
            .formatted(settings.spool(), reason.word(), cause.getMessage());
    retryAt = nanos.getAsLong() + pauseNanos;
    pauseNanos = Math.min(LONGEST_PAUSE_NANOS, pauseNanos * 2);
    for (Offer each = framed.poll(); each != null; each = framed.poll()) {
      drop(each, reason);
    }
    seal();
  }

  private void dropUntaken() {
    for (Offer each = untaken; each != null; each = untaken) {
      untaken = each.next();
      drop(each, problemReason);
    }
  }

  /** Tries the disk again, whether or not there is anything to write. */
  private void probe() {
    if (problem != null && nanos.getAsLong() - retryAt >= 0) {
      try {
        spool.probe();
        problem = null;
        LOG.atInfo().addKeyValue("spool", settings.spool()).log("spool can be written again");
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  private void seal() {
    SegmentWriter open = segment;
    if (open != null) {
      segment = null;
      openSince = null;
      SealedSegment done = spool.seal(open);
      if (done != null) {
        sealed.accept(done);
      }
    }
  }

  private void drop(Offer offer, DropReason reason) {
    ledger.dropped(offer.entry().table(), reason);
    settle(offer, new Dropped(reason));
  }

  private void settle(Offer offer, Receipt receipt) {
    release(offer.bytes());
    try {
      offer.settled().accept(receipt);
    } catch (RuntimeException | Error e) {
      LOG.atError().setCause(e).log("the callback of an offer failed");
    }
  }
}
