package dev.understudy.student.command;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves until SIGTERM or Ctrl-C, then stops in order and ends the process with status 0. */
final class Foreground {
  private static final Logger log = LoggerFactory.getLogger(Foreground.class);

  private Foreground() {}

  /**
   * Waits for the signal and never returns. On it, {@code stop} is called; when its future is done,
   * or the deadline has passed, the process ends: with 0 when stopping worked, else with 1. Not to
   * be called on an event loop.
   *
   * @param announce says that the program serves; called once a signal would be heeded
   */
  static void serveUntilStopped(Runnable announce, Supplier<Future<Void>> stop, Duration deadline) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop, deadline), "stop"));
    announce.run();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A JVM ended by a signal reports 128 and more; ending in order is a success, so it says so. */
  private static void end(Supplier<Future<Void>> stop, Duration deadline) {
    int status = 1;
    try {
      stop.get().await(deadline.toMillis(), TimeUnit.MILLISECONDS);
      status = 0;
    } catch (Exception e) {
      log.atError().addKeyValue("deadline", deadline).setCause(e).log("stopping did not work");
    }
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(status);
  }
}
