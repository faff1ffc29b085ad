package dev.understudy.sink.drain;

import dev.understudy.sink.drain.SegmentTarget.Carried;
import dev.understudy.sink.spool.Counts;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.spool.Spool;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Carries sealed segments to a target, the oldest first, and deletes each after. A segment that
 * cannot be carried is tried again, with growing pauses, after the others; none is ever given up
 * but one whose file is gone. Damaged ones are kept aside after their whole records were carried.
 */
public final class Drain implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration CLOSING_PAUSE = Duration.ofMillis(500);

  private final Spool spool;
  private final SegmentTarget target;
  private final BiConsumer<SealedSegment, Carried> carried;
  private final Thread thread = new Thread(this::run, "understudy-drain");

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeMap<String, SealedSegment> waiting = new TreeMap<>();
  private final TreeMap<String, SealedSegment> failed = new TreeMap<>();
  private @Nullable String problem;
  private boolean closing;

  /** A drain of that spool; {@code carried} hears of every segment after it was deleted. */
  public Drain(Spool spool, SegmentTarget target, BiConsumer<SealedSegment, Carried> carried) {
    this.spool = spool;
    this.target = target;
    this.carried = carried;
    thread.setDaemon(true);
  }

  /** Begins to work, on a thread of its own. */
  public void start() {
    thread.start();
  }

  /**
   * Carries the next segment on the caller's thread, for whoever drives the drain step by step
   * instead of starting it. Those that failed come again after the others.
   *
   * @return whether one was carried; false where none waits, or that one failed
   */
  public boolean carryNext() {
    SealedSegment next = next();
    return next != null && carry(next);
  }

  /** Takes a sealed segment on. */
  public void add(SealedSegment segment) {
    lock.lock();
    try {
      waiting.put(segment.name(), segment);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many segments wait. */
  public int segments() {
    lock.lock();
    try {
      return waiting.size() + failed.size();
    } finally {
      lock.unlock();
    }
  }

  /** When the oldest waiting segment was begun, or empty where none waits. */
  public Optional<Instant> oldest() {
    lock.lock();
    try {
      return names().stream()
          .findFirst()
          .map(name -> waiting.containsKey(name) ? waiting.get(name) : failed.get(name))
          .map(SealedSegment::created);
    } finally {
      lock.unlock();
    }
  }

  /** Why segments cannot be carried just now, or null. */
  public @Nullable String problem() {
    lock.lock();
    try {
      return problem;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until all segments that wait now are carried.
   *
   * @return whether they were before the deadline, given as {@link System#nanoTime()}
   */
  public boolean awaitCarried(long deadlineNanos) throws InterruptedException {
    lock.lock();
    try {
      Set<String> wanted = names();
      while (names().stream().anyMatch(wanted::contains)) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>(waiting.keySet());
    names.addAll(failed.keySet());
    return names;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        SealedSegment segment = await();
        if (segment == null) {
          return;
        }
        if (carry(segment)) {
          pause = FIRST_PAUSE;
        } else {
          pause(pause);
          pause = pause.multipliedBy(2);
          pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
      }
    } catch (InterruptedException stopped) {
      // What waits stays in the spool for the next start.
    }
  }

  /** The next segment to carry; null when there is none and none will come. */
  private @Nullable SealedSegment await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      SealedSegment next = next();
      while (next == null && !closing) {
        changed.await();
        next = next();
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** The next segment to carry, or null where there is none now. */
  private @Nullable SealedSegment next() {
    lock.lock();
    try {
      if (waiting.isEmpty()) {
        waiting.putAll(failed);
        failed.clear();
      }
      return waiting.isEmpty() ? null : waiting.firstEntry().getValue();
    } finally {
      lock.unlock();
    }
  }

  private boolean carry(SealedSegment segment) {
    try {
      if (spool.isMissing(segment)) {
        giveUp(segment);
        return true;
      }
      Carried done = target.carry(segment);
      String damage = done.damage();
      if (damage == null && done.records().total() < segment.records().total()) {
        damage =
            "segment %s: holds %d of its %d records"
                .formatted(
                    segment.file().getFileName(),
                    done.records().total(),
                    segment.records().total());
      }
      if (damage == null) {
        spool.delete(segment);
      } else {
        spool.keepAside(segment);
        LOG.atWarn().addKeyValue("damage", damage).log("damaged segment kept aside");
      }
      carried.accept(segment, done);
      finished(segment);
      return true;
    } catch (IOException | RuntimeException | Error e) {
      failed(segment, e);
      return false;
    }
  }

  private void giveUp(SealedSegment missing) throws IOException {
    LOG.atWarn()
        .addKeyValue("segment", missing.file())
        .addKeyValue("records", missing.records().total())
        .log("segment is gone from the spool; its records count as lost");
    spool.delete(missing);
    carried.accept(missing, new Carried(Counts.NONE, 0, "segment is gone from the spool"));
    finished(missing);
  }

  private void finished(SealedSegment segment) {
    lock.lock();
    try {
      waiting.remove(segment.name());
      problem = failed.isEmpty() ? null : problem;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void failed(SealedSegment segment, Throwable failure) {
    LoggingEventBuilder line =
        LOG.atWarn()
            .addKeyValue("segment", segment.name())
            .addKeyValue("why", failure.getMessage());
    if (!(failure instanceof IOException)) { // a defect of ours: where it is helps
      line = line.setCause(failure);
    }
    line.log("segment could not be carried; it stays in the spool and is tried again");
    lock.lock();
    try {
      waiting.remove(segment.name());
      failed.put(segment.name(), segment);
      problem = "segment " + segment.name() + " could not be carried: " + failure.getMessage();
    } finally {
      lock.unlock();
    }
  }

  private void pause(Duration pause) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = pause.toNanos();
      while (left > 0 && !closing) {
        left = changed.awaitNanos(left);
      }
      long breath = closing && left > 0 ? CLOSING_PAUSE.toNanos() : 0;
      while (breath > 0) { // so that closing with a broken store neither spins nor fills the log
        breath = changed.awaitNanos(breath);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Carries on for so long at most; what is left stays in the spool. */
  public void close(Duration patience) {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(Math.max(1, patience.toMillis()));
      thread.interrupt();
      thread.join(2000);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  /** Stops at once; what is left stays in the spool. */
  @Override
  public void close() {
    close(Duration.ZERO);
  }
}
