package dev.understudy.deploy.running;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what another process does, which tells nobody. */
public final class Eventually {
  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(20).toNanos();

  private Eventually() {}

  /**
   * Looks until it sees what is wanted, and answers that.
   *
   * @param what what is waited for, in words
   * @throws AssertionError with what was seen last, where it did not come in time
   */
  public static <T> T see(String what, Duration deadline, Callable<T> look, Predicate<T> wanted)
      throws Exception {
    long end = System.nanoTime() + deadline.toNanos();
    T seen = look.call();
    while (!wanted.test(seen)) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            "%s was not seen within %s; at last: %s".formatted(what, deadline, seen));
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      seen = look.call();
    }
    return seen;
  }
}
