package dev.understudy.gateway.tap;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes all taps together may keep in memory; safe for every thread. */
public final class MemoryBudget {
  private final long limitBytes;
  private final AtomicLong takenBytes = new AtomicLong();

  /** A budget of that many bytes. */
  public MemoryBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Takes that many bytes out of the budget, or none and answers false. */
  public boolean take(long bytes) {
    if (takenBytes.addAndGet(bytes) > limitBytes) {
      takenBytes.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  /** Gives back what was taken. */
  public void giveBack(long bytes) {
    takenBytes.addAndGet(-bytes);
  }

  /** How many bytes are taken now. */
  public long takenBytes() {
    return takenBytes.get();
  }
}
