package dev.understudy.gateway.recent;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What waits to be put in order by one thread of its own, bounded in number and memory. Offering
 * never blocks; what there is no room for is counted and left out. Safe for every thread.
 */
final class Waiting implements AutoCloseable {
  private static final int MOST = 4096;
  private static final int BATCH = 64;
  private static final int ENTRY_BYTES = 2048;

  private final long mostBytes;
  private final Consumer<Entry> taker;
  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(MOST);
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong offered = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong left = new AtomicLong();
  private final Thread thread;

  /** One that has not begun; the taker runs on its thread and does not throw. */
  Waiting(long mostBytes, Consumer<Entry> taker) {
    this.mostBytes = mostBytes;
    this.taker = taker;
    this.thread = new Thread(this::work, "understudy-recent");
    thread.setDaemon(true);
  }

  void begin() {
    thread.start();
  }

  void offer(Entry entry) {
    long more = bytes(entry);
    if (bytes.addAndGet(more) <= mostBytes && queue.offer(entry)) {
      offered.incrementAndGet();
    } else {
      bytes.addAndGet(-more);
      left.incrementAndGet();
    }
  }

  private static long bytes(Entry entry) {
    long texts = entry instanceof Exchange one ? ExchangeShelf.Held.textBytes(one) : 0;
    return entry.keptBytes() + texts + ENTRY_BYTES;
  }

  private void work() {
    List<Entry> batch = new ArrayList<>(BATCH);
    try {
      while (true) {
        batch.add(queue.take());
        queue.drainTo(batch, BATCH - 1);
        for (Entry entry : batch) {
          taker.accept(entry);
          bytes.addAndGet(-bytes(entry));
          done.incrementAndGet();
        }
        batch.clear();
      }
    } catch (InterruptedException closed) {
      queue.clear();
    }
  }

  long bytes() {
    return bytes.get();
  }

  /** How many were left out. */
  long left() {
    return left.get();
  }

  /** Whether all that was taken is in order. */
  boolean isIdle() {
    return done.get() == offered.get();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
