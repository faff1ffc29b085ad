package dev.understudy.sink.capture;

import dev.understudy.exchange.Entry;
import dev.understudy.sink.redaction.UnredactableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes out of entries what must not be stored, on threads of its own, before they wait for the
 * writer. How many may wait here is bounded by who offers them. Each thread has a queue of its own,
 * so that one can tell when all that was taken before is through.
 */
final class Redacting {
  private static final Logger LOG = LoggerFactory.getLogger(Redacting.class);
  private static final long IDLE_SECONDS = 30;

  private final List<ThreadPoolExecutor> threads = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  /** Work for so many threads, which begin when there is any. */
  Redacting(int count) {
    for (int i = 0; i < count; i++) {
      String name = "understudy-redaction-" + i;
      ThreadPoolExecutor thread =
          new ThreadPoolExecutor(
              1,
              1,
              IDLE_SECONDS,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              work -> {
                Thread made = new Thread(work, name);
                made.setDaemon(true);
                return made;
              });
      thread.allowCoreThreadTimeOut(true);
      threads.add(thread);
    }
  }

  /**
   * Redacts soon.
   *
   * @param then gets what is left, or null where that could not be made out
   * @return false after the close; then nothing happens
   */
  boolean redact(Entry entry, UnaryOperator<Entry> redaction, Consumer<@Nullable Entry> then) {
    int at = Math.floorMod(turn.getAndIncrement(), threads.size());
    return run(threads.get(at), () -> then.accept(redacted(entry, redaction)));
  }

  private static @Nullable Entry redacted(Entry entry, UnaryOperator<Entry> redaction) {
    try {
      return redaction.apply(entry);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.atWarn()
          .addKeyValue("table", entry.table().word())
          .addKeyValue("request", entry.requestId())
          .addKeyValue("failure", failure(e))
          .log("an entry could not be redacted; it is dropped");
      return null;
    }
  }

  /** Why, without content: that of other failures may hold some. */
  private static String failure(Throwable e) {
    return e instanceof UnredactableEntry known
        ? String.valueOf(known.getMessage())
        : e.getClass().getName();
  }

  private static boolean run(ThreadPoolExecutor thread, Runnable work) {
    try {
      thread.execute(work);
      return true;
    } catch (RejectedExecutionException closed) {
      return false;
    }
  }

  /** Waits until all that was taken before is through; false where the deadline comes first. */
  boolean await(long deadlineNanos) throws InterruptedException {
    List<CountDownLatch> latches = new ArrayList<>();
    for (ThreadPoolExecutor thread : threads) {
      CountDownLatch latch = new CountDownLatch(1);
      if (thread.getTaskCount() > thread.getCompletedTaskCount() && run(thread, latch::countDown)) {
        latches.add(latch);
      }
    }
    for (CountDownLatch latch : latches) {
      if (!latch.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }

  /** Takes no more and lets what waits be done until the deadline; the rest is done never. */
  void close(long deadlineNanos) throws InterruptedException {
    threads.forEach(ThreadPoolExecutor::shutdown);
    for (ThreadPoolExecutor thread : threads) {
      thread.awaitTermination(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }
}
