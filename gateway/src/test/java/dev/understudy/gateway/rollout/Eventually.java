package dev.understudy.gateway.rollout;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about. */
final class Eventually {
  private Eventually() {}

  /** Returns once it is so; fails where it is not by then. */
  static void within(Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not so within " + limit);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
