package dev.understudy.student.keyword;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a model's batches up until it is opened, and lets tests wait for the first of them. */
public final class Valve {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  /** A valve that lets everything through. */
  public static Valve opened() {
    Valve valve = new Valve();
    valve.open();
    return valve;
  }

  /** A valve that holds batches up. */
  public static Valve shut() {
    return new Valve();
  }

  /** Lets batches through from now on. */
  public void open() {
    open.countDown();
  }

  /** Waits until a batch is held up. */
  public void awaitBatch() throws InterruptedException {
    if (!reached.await(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no batch came");
    }
  }

  void pass() {
    reached.countDown();
    try {
      if (!open.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the valve was never opened");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
