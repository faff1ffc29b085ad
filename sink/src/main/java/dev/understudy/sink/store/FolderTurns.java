package dev.understudy.sink.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets all threads and processes that share a folder work in it one at a time. The operating system
 * takes the turn back from a process that dies.
 */
final class FolderTurns {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long BETWEEN_TRIES_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  /** Locks of files are held by processes, not by threads. */
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock(true);

  private final Path file;

  /** Turns by the lock on that file. */
  FolderTurns(Path file) {
    this.file = file;
  }

  /** Something to do undisturbed. */
  interface Work<T extends @Nullable Object> {
    T run() throws IOException;
  }

  /**
   * Does it when our turn has come.
   *
   * @throws IOException also where the turn does not come within ten seconds
   */
  <T extends @Nullable Object> T inTurn(Work<T> work) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    enter();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock held = lock(channel, deadline);
      try {
        return work.run();
      } finally {
        held.release();
      }
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  private void enter() throws IOException {
    try {
      if (!IN_THIS_PROCESS.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + file);
    }
  }

  private FileLock lock(FileChannel channel, long deadline) throws IOException {
    FileLock held = channel.tryLock();
    while (held == null) {
      if (System.nanoTime() - deadline > 0) {
        throw busy();
      }
      LockSupport.parkNanos(this, BETWEEN_TRIES_NANOS);
      held = channel.tryLock();
    }
    return held;
  }

  private IOException busy() {
    return new IOException(
        "store is busy: %s was locked for %d s; look for a stopped process that shares the folder"
            .formatted(file, PATIENCE.toSeconds()));
  }
}
