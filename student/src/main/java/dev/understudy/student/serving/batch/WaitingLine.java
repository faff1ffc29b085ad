package dev.understudy.student.serving.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * Questions in the order in which they came, bounded in number. Safe for every thread.
 *
 * <p>A batch is due when it would be full, when its first question has waited long enough, or when
 * the line is closed. Threads that are free share evenly what is due.
 */
final class WaitingLine {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Asked> waiting = new ArrayDeque<>();
  private final int most;
  private boolean closed;
  private int free;

  /** A line in which that many may wait. */
  WaitingLine(int most) {
    this.most = most;
  }

  /** Lets a question wait. */
  void add(Asked asked) throws NotTaken {
    lock.lock();
    try {
      if (closed) {
        throw new NotTaken(NotTaken.Reason.CLOSED);
      }
      if (waiting.size() >= most) {
        throw new NotTaken(NotTaken.Reason.FULL);
      }
      waiting.addLast(asked);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a question out of the line; false where it no longer waited. */
  boolean remove(Asked asked) {
    lock.lock();
    try {
      return waiting.remove(asked);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Blocks until a batch is due; true must be followed by {@link #takeShare} on the same thread.
   * Another thread may have taken it by then.
   *
   * @param size how many questions make a batch full, asked again at each change
   * @param lingerNanos how long the first question waits for others
   * @return false once the line is closed and nobody waits any more
   */
  boolean awaitDue(IntSupplier size, long lingerNanos) throws InterruptedException {
    lock.lock();
    free++;
    boolean due = false;
    try {
      due = untilDue(size, lingerNanos);
      return due;
    } finally {
      free -= due ? 0 : 1;
      lock.unlock();
    }
  }

  private boolean untilDue(IntSupplier size, long lingerNanos) throws InterruptedException {
    while (true) {
      if (waiting.isEmpty()) {
        if (closed) {
          return false;
        }
        changed.await();
        continue;
      }
      long left = waiting.getFirst().arrivedNanos() + lingerNanos - System.nanoTime();
      if (closed || left <= 0 || waiting.size() >= size.getAsInt()) {
        return true;
      }
      long unused = changed.awaitNanos(left);
    }
  }

  /**
   * Takes those who wait longest: this thread's share of them where others are free, too; none
   * where nobody waits.
   *
   * @param size how many it takes at most
   */
  List<Asked> takeShare(int size) {
    lock.lock();
    try {
      int share = (waiting.size() + free - 1) / free;
      free--;
      return take(Math.min(size, share));
    } finally {
      lock.unlock();
    }
  }

  /** Takes those who wait longest, at most that many; none where nobody waits. */
  List<Asked> take(int size) {
    lock.lock();
    try {
      List<Asked> taken = new ArrayList<>(Math.min(size, waiting.size()));
      while (taken.size() < size && !waiting.isEmpty()) {
        taken.add(waiting.removeFirst());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody in any more; those who wait are still to be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many wait. */
  int length() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }
}
