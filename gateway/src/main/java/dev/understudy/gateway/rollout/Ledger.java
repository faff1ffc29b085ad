package dev.understudy.gateway.rollout;

import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.Versioned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all gateways on one store agree on. A move holds here at once and is written by the ledger's
 * own thread, as a conditional replacement of the one object: where another gateway was faster, the
 * moves not yet written are made again on what that one wrote. So moves say themselves whether they
 * still apply. While the store cannot be reached they wait, and hold here all the same.
 *
 * <p>Any thread may call; no call waits for the store but {@link #turn} and {@link #close}.
 */
final class Ledger implements AutoCloseable {
  static final String NAME = "ledger/rollouts.json";

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final int RACES = 50;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
  private static final Duration LAST_TURN = Duration.ofSeconds(5);

  private final Store store;
  private final Duration interval;
  private final Clock clock;
  private final Reader reader;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "understudy-ledger");
            made.setDaemon(true);
            return made;
          });
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final List<Unwritten> unwritten = new ArrayList<>(); // guarded by this
  private List<Unwritten> inFlight = List.of(); // the store may have them; guarded by this
  private final List<Consumer<Page>> inDoubt = new ArrayList<>(); // guarded by this
  private Page page = Page.EMPTY; // with the unwritten moves; guarded by this
  private volatile boolean started;
  private volatile @Nullable Instant readAt;
  private int failedInARow; // the ledger's thread only
  private long pausedUntilNanos; // the ledger's thread only

  /**
   * A move that is not in the store yet.
   *
   * @param holdsHere whether it holds here all the same
   * @param written completes once the store has it, or has what makes it void
   */
  private record Unwritten(
      UnaryOperator<Page> move, boolean holdsHere, CompletableFuture<Void> written) {}

  /** What became of a move that holds nowhere before it is written. */
  enum Fate {
    /** The store has it, or has what makes it void. */
    WRITTEN,
    /** The store does not have it and will not get it. */
    WITHDRAWN,
    /** The store may have it; it will not get it again. */
    IN_DOUBT
  }

  /** Who keeps to the ledger. */
  interface Reader {
    /** Adds to a page what this gateway observed; on the ledger's thread. */
    Page publish(Page page);

    /** Takes a page that holds from now on; in order, one at a time, and without a move. */
    void changed(Page page);

    /** The ledger was read, or that failed; on the ledger's thread. */
    void turned();
  }

  /**
   * A ledger that has read nothing yet.
   *
   * @param interval how often it is read, and written where there is something to write
   */
  Ledger(Store store, Duration interval, Clock clock, Reader reader) {
    this.store = store;
    this.interval = interval;
    this.clock = clock;
    this.reader = reader;
  }

  /** Reads and writes it from now on. */
  void start() {
    long millis = interval.toMillis();
    ScheduledFuture<?> turns = // never done: a turn lets no exception out
        thread.scheduleWithFixedDelay(
            this::turnUnlessPaused, millis, millis, TimeUnit.MILLISECONDS);
    started = true;
    LOG.atDebug().addKeyValue("turns", turns).log("ledger is kept");
  }

  /** The page that holds here. */
  synchronized Page page() {
    return page;
  }

  /** Makes a move: it holds here when this returns, and is written as soon as may be. */
  void move(UnaryOperator<Page> move) {
    make(new Unwritten(move, true, new CompletableFuture<>()));
  }

  /**
   * The same, and waits until it is written, which is after it was tried on what others wrote.
   *
   * @param unheard takes its place, and holds here, where that takes longer; it is tried also where
   *     the move was made already
   * @return false if it took longer
   */
  boolean moveAndAwait(UnaryOperator<Page> move, Duration longest, UnaryOperator<Page> unheard) {
    Unwritten made = new Unwritten(move, true, new CompletableFuture<>());
    make(made);
    return isWritten(made, longest)
        || !replaced(made, new Unwritten(unheard, true, new CompletableFuture<>()));
  }

  /** Whether the one was unwritten still; the other is then, at its place among the moves. */
  private synchronized boolean replaced(Unwritten made, Unwritten other) {
    int place = unwritten.indexOf(made);
    if (place < 0) {
      return false;
    }
    unwritten.set(place, other); // where the one is being written, the other is after it
    page = other.move().apply(page);
    reader.changed(page);
    return true;
  }

  /**
   * Makes a move that holds nowhere before it is written, for moves that nobody could take back.
   * Where that takes longer it is withdrawn; if the store may have it by then, it is waited for as
   * long once more before.
   *
   * @param later where it is left in doubt, is shown the page as it is next read, on the ledger's
   *     thread
   */
  Fate moveOnceWritten(UnaryOperator<Page> move, Duration longest, Consumer<Page> later) {
    Unwritten made = new Unwritten(move, false, new CompletableFuture<>());
    make(made);
    if (isWritten(made, longest)) {
      return Fate.WRITTEN;
    }
    if (isInFlight(made) && isWritten(made, longest)) {
      return Fate.WRITTEN;
    }
    return withdrawn(made, later);
  }

  private synchronized boolean isInFlight(Unwritten made) {
    return inFlight.contains(made);
  }

  private synchronized Fate withdrawn(Unwritten made, Consumer<Page> later) {
    if (!unwritten.remove(made)) {
      return Fate.WRITTEN;
    }
    if (!inFlight.contains(made)) {
      return Fate.WITHDRAWN;
    }
    inDoubt.add(later);
    return Fate.IN_DOUBT;
  }

  private void make(Unwritten made) {
    synchronized (this) {
      unwritten.add(made);
      if (made.holdsHere()) {
        page = made.move().apply(page);
        reader.changed(page);
      }
    }
    wake();
  }

  private static boolean isWritten(Unwritten made, Duration longest) {
    try {
      made.written().get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException never) {
      throw new IllegalStateException("a move was neither written nor withdrawn", never);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void wake() {
    if (started && woken.compareAndSet(false, true)) {
      try {
        thread.execute(this::turnUnlessPaused);
      } catch (RejectedExecutionException closed) {
        LOG.atDebug().log("a move after the ledger was closed holds in this process alone");
      }
    }
  }

  /** When it was last read, or null if that never succeeded. */
  @Nullable Instant readAt() {
    return readAt;
  }

  long writes() {
    return writes.get();
  }

  long failures() {
    return failures.get();
  }

  private void turnUnlessPaused() {
    if (System.nanoTime() - pausedUntilNanos >= 0 || failedInARow == 0) {
      turn();
    }
  }

  /**
   * Reads it and writes what is unwritten, waiting for the store. Before the start only, or on the
   * ledger's thread.
   */
  void turn() {
    woken.set(false);
    try {
      exchange();
      if (failedInARow > 0) {
        LOG.atInfo().addKeyValue("object", NAME).log("ledger can be reached again");
      }
      failedInARow = 0;
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
    reader.turned();
  }

  private void fail(Exception e) {
    failures.incrementAndGet();
    if (failedInARow++ == 0) {
      LOG.atWarn()
          .addKeyValue("object", NAME)
          .addKeyValue("error", e.toString())
          .setCause(e)
          .log(
              "ledger cannot be reached: this gateway goes on by its own evidence and tries again;"
                  + " look after the store");
    }
    long pause =
        Math.min(LONGEST_PAUSE.toMillis(), interval.toMillis() << Math.min(failedInARow, 10));
    pausedUntilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
  }

  /** Reads, makes the unwritten moves on what was read, publishes, and writes what came of it. */
  private void exchange() throws IOException {
    for (int race = 0; race < RACES; race++) {
      Versioned stored = store.read(NAME);
      readAt = clock.instant();
      Page before = stored == null ? Page.EMPTY : readOrSetAside(stored);
      List<Unwritten> moves = takeOff(before);
      Page after = before == null ? page() : before;
      for (Unwritten move : moves) {
        after = move.move().apply(after);
      }
      after = reader.publish(after);
      if (before != null) {
        hold(before, List.of()); // also if it cannot be written
      }
      if (after.equals(before) || write(stored, after)) {
        hold(after, moves);
        return;
      }
      pauseForOthers();
    }
    throw new IOException("others wrote the ledger %d times in a row first".formatted(RACES));
  }

  /**
   * The moves to be made on a page that was read. They are in flight until the store has them or a
   * page was read again, also if writing them fails: the store may have taken them nonetheless.
   */
  private List<Unwritten> takeOff(@Nullable Page before) {
    List<Consumer<Page>> doubts;
    List<Unwritten> moves;
    synchronized (this) {
      doubts = List.copyOf(inDoubt);
      inDoubt.clear();
      moves = List.copyOf(unwritten);
      inFlight = moves;
    }
    if (before != null) {
      doubts.forEach(doubt -> doubt.accept(before));
    }
    return moves;
  }

  private boolean write(@Nullable Versioned stored, Page after) throws IOException {
    String version = stored == null ? null : stored.version();
    if (store.replaceIf(NAME, version, PageFormat.write(after)) == null) {
      return false;
    }
    writes.incrementAndGet();
    return true;
  }

  private void hold(Page written, List<Unwritten> movesWritten) {
    synchronized (this) {
      unwritten.removeAll(movesWritten);
      inFlight = movesWritten.isEmpty() ? inFlight : List.of();
      page = written;
      for (Unwritten move : unwritten) {
        page = move.holdsHere() ? move.move().apply(page) : page;
      }
      reader.changed(page);
    }
    movesWritten.forEach(move -> move.written().complete(null));
  }

  /**
   * The page, or null where it was none, after a copy was put beside it for a person to look at.
   */
  private @Nullable Page readOrSetAside(Versioned stored) throws IOException {
    try {
      return PageFormat.read(stored.bytes());
    } catch (PageFormat.Corrupt e) {
      String aside = "ledger/rollouts.corrupt-" + clock.millis() + ".json";
      store.replaceIf(aside, null, stored.bytes());
      LOG.atError()
          .addKeyValue("object", NAME)
          .addKeyValue("setAside", aside)
          .setCause(e)
          .log(
              "ledger is corrupt: a copy is set aside, and what this gateway knows takes its place;"
                  + " check that students that were rolled back still are");
      return null;
    }
  }

  private static void pauseForOthers() {
    try {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(1, 20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while writing the ledger", e));
    }
  }

  /** Writes what is unwritten, waiting for the store some seconds at most, and stops. */
  @Override
  public void close() {
    try {
      thread.execute(this::turn);
      thread.shutdown();
      if (!thread.awaitTermination(LAST_TURN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.atWarn()
            .addKeyValue("object", NAME)
            .log("the last second's evidence may be missing in the ledger: the store is too slow");
        thread.shutdownNow();
      }
    } catch (RejectedExecutionException closed) {
      LOG.atDebug().log("ledger was closed already");
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
