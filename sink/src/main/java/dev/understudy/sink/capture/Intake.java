package dev.understudy.sink.capture;

import dev.understudy.exchange.Entry;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where offers wait for the writer: many threads put, one takes all at once. Putting is lock-free
 * and wakes the writer only where it sleeps.
 */
final class Intake {
  private static final Offer CLOSED = new Offer(null, receipt -> {}, 0);

  private final AtomicReference<@Nullable Offer> newest = new AtomicReference<>();
  private final AtomicBoolean sleeping = new AtomicBoolean();
  private volatile @Nullable Thread writer;

  /** One offer, linked to the one before it. */
  static final class Offer {
    private final @Nullable Entry entry;
    private final Consumer<Receipt> settled;
    private final long bytes;
    private @Nullable Offer next;

    private Offer(@Nullable Entry entry, Consumer<Receipt> settled, long bytes) {
      this.entry = entry;
      this.settled = settled;
      this.bytes = bytes;
    }

    static Offer of(Entry entry, Consumer<Receipt> settled, long bytes) {
      return new Offer(entry, settled, bytes);
    }

    Entry entry() {
      if (entry == null) {
        throw new IllegalStateException("the end of the intake holds no entry");
      }
      return entry;
    }

    Consumer<Receipt> settled() {
      return settled;
    }

    long bytes() {
      return bytes;
    }

    @Nullable Offer next() {
      return next;
    }
  }

  /** Puts an offer; false after the close. */
  boolean put(Offer offer) {
    Offer before;
    do {
      before = newest.get();
      if (before == CLOSED) {
        return false;
      }
      offer.next = before;
    } while (!newest.compareAndSet(before, offer));
    if (sleeping.get()) {
      wake();
    }
    return true;
  }

  /** Wakes the writer where it sleeps. */
  void wake() {
    if (sleeping.compareAndSet(true, false)) {
      LockSupport.unpark(writer);
    }
  }

  /** All offers put so far, the oldest first, or null. By the writer only. */
  @Nullable Offer takeAll() {
    return newest.get() == null ? null : inOrder(newest.getAndSet(null));
  }

  /** As {@link #takeAll()}, and takes no more from then on. */
  @Nullable Offer takeLast() {
    return inOrder(newest.getAndSet(CLOSED));
  }

  private static @Nullable Offer inOrder(@Nullable Offer newestFirst) {
    Offer oldest = null;
    for (Offer each = newestFirst; each != null; ) {
      Offer next = each.next;
      each.next = oldest;
      oldest = each;
      each = next;
    }
    return oldest;
  }

  /** Sleeps until woken or so long, unless something waits or is asked. By the writer only. */
  void sleep(long nanos, java.util.function.BooleanSupplier asked) {
    writer = Thread.currentThread();
    sleeping.set(true);
    if (newest.get() == null && !asked.getAsBoolean()) {
      LockSupport.parkNanos(this, nanos);
    }
    sleeping.set(false);
  }
}
