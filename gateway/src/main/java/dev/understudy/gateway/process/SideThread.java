package dev.understudy.gateway.process;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One thread for work that nobody waits for; up to {@value #MOST_WAITING} pieces wait in line. Does
 * not keep the process alive. Safe for every thread.
 */
public final class SideThread implements AutoCloseable {
  private static final int MOST_WAITING = 512;

  private final ThreadPoolExecutor thread;

  /** A thread of that name, ready. */
  public SideThread(String name) {
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            work -> {
              Thread made = new Thread(work, name);
              made.setDaemon(true);
              return made;
            });
  }

  /**
   * Puts work in line.
   *
   * @return false where too much waits already, or it was closed; the work is not done then
   */
  public boolean take(Runnable work) {
    try {
      thread.execute(work);
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  /** Finishes what waits, within some seconds, and ends. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
