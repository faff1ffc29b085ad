package dev.understudy.gateway.process;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves until SIGTERM or Ctrl-C, then stops in order and ends the process with status 0. */
public final class Foreground {
  private static final Logger LOG = LoggerFactory.getLogger(Foreground.class);

  private Foreground() {}

  /**
   * Waits for the signal and never returns. On it, {@code stop} is called; when its future is done,
   * or the deadline has passed, the process ends: with 0 when stopping worked, else with 1.
   *
   * <p>Not to be called on an event loop.
   *
   * @param announce says that the program serves; called once a signal would be heeded, so that who
   *     waits for the announcement may send one
   */
  public static void serveUntilStopped(
      Runnable announce, Supplier<Future<Void>> stop, Duration deadline) {
    Thread onSignal = new Thread(() -> end(stop, deadline), "stop");
    Runtime.getRuntime().addShutdownHook(onSignal);
    announce.run();
    waitForever();
  }

  /** A JVM ended by a signal reports 128 and more; ending in order is a success, so it says so. */
  private static void end(Supplier<Future<Void>> stop, Duration deadline) {
    int status = 1;
    try {
      stop.get().await(deadline.toMillis(), TimeUnit.MILLISECONDS);
      status = 0;
    } catch (Exception e) {
      LOG.atError().addKeyValue("deadline", deadline).setCause(e).log("stopping did not work");
    }
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(status);
  }

  private static void waitForever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
