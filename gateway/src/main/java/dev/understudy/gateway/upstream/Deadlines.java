package dev.understudy.gateway.upstream;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deadlines of everything in flight on one event loop, looked at every {@value #TICK_MILLIS}
 * milliseconds: one timer for all calls instead of several for each, at the price of deadlines that
 * are kept to within one tick.
 *
 * <p>Belongs to one event loop and is used from it only.
 */
public final class Deadlines {
  private static final Logger log = LoggerFactory.getLogger(Deadlines.class);
  private static final long TICK_MILLIS = 20;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
  private static final long LAG_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Vertx vertx;
  private final long timer;
  private @Nullable Timed first;
  private int size;
  private long lastTick = System.nanoTime();
  private long windowBegan = lastTick;
  private volatile long worstLag;
  private volatile long worstLagBefore;

  /** Starts looking; call on the event loop it is for. */
  public Deadlines(Vertx vertx) {
    this.vertx = vertx;
    this.timer = vertx.setPeriodic(TICK_MILLIS, tick -> look(System.nanoTime()));
  }

  /** Something with a deadline; put into one list at a time. */
  public abstract static class Timed {
    private @Nullable Timed previous;
    private @Nullable Timed next;
    private boolean listed;

    /**
     * Looks at the clock and acts when a deadline has passed; may remove itself.
     *
     * @param nowNanos {@link System#nanoTime()}
     */
    protected abstract void look(long nowNanos);
  }

  /** Begins to look at it. */
  public void add(Timed timed) {
    timed.listed = true;
    timed.next = first;
    timed.previous = null;
    if (first != null) {
      first.previous = timed;
    }
    first = timed;
    size++;
  }

  /** Stops looking at it; does nothing where it is not listed. */
  public void remove(Timed timed) {
    if (!timed.listed) {
      return;
    }
    timed.listed = false;
    if (timed.previous == null) {
      first = timed.next;
    } else {
      timed.previous.next = timed.next;
    }
    if (timed.next != null) {
      timed.next.previous = timed.previous;
    }
    size--;
  }

  /** How many are listed. */
  public int size() {
    return size;
  }

  /**
   * The most that a look came late within the last 10 to 20 seconds, in nanoseconds: how long the
   * event loop was busy or kept from running. For any thread.
   */
  public long worstLagNanos() {
    return Math.max(worstLag, worstLagBefore);
  }

  /** Stops looking for good. */
  public void close() {
    vertx.cancelTimer(timer);
  }

  void look(long now) {
    measureLag(now);
    Timed at = first;
    while (at != null) {
      Timed next = at.next; // read first: a look may take it off the list
      if (at.listed) { // the look before may have taken this one off
        lookAt(at, now);
      }
      at = next;
    }
  }

  /** A mistake in one must not take the others' deadlines. */
  private static void lookAt(Timed at, long now) {
    try {
      at.look(now);
    } catch (RuntimeException ours) { // its message may quote content
      log.atError()
          .addKeyValue("failure", ours.getClass().getName())
          .log("a look at a deadline failed");
    }
  }

  private void measureLag(long now) {
    long lag = now - lastTick - TICK_NANOS;
    lastTick = now;
    if (now - windowBegan > LAG_WINDOW_NANOS) {
      windowBegan = now;
      worstLagBefore = worstLag;
      worstLag = Math.max(0, lag);
    } else if (lag > worstLag) {
      worstLag = lag;
    }
  }
}
