package dev.understudy.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that must come to an end, whatever it is given, and however busy the machine is. */
public final class BoundedWork {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long LOOK_EVERY_MILLIS = 20;

  private BoundedWork() {}

  /**
   * Does it, and fails as soon as it took more of a processor's time than that, or fails itself.
   * What others do meanwhile, which takes time on the clock, does not count.
   */
  public static void within(Duration processorTime, Runnable work) throws InterruptedException {
    FutureTask<Void> task = new FutureTask<>(work, null);
    Thread thread = new Thread(task, "bounded work");
    thread.setDaemon(true); // it may never end
    thread.start();
    while (!isDone(task)) {
      assertThat(Duration.ofNanos(THREADS.getThreadCpuTime(thread.getId())))
          .as("processor time")
          .isLessThanOrEqualTo(processorTime);
    }
  }

  private static boolean isDone(FutureTask<Void> task) throws InterruptedException {
    try {
      task.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException failed) {
      throw new AssertionError("the work failed", failed.getCause());
    }
  }
}
