package dev.understudy.trainer.command;

import dev.understudy.trainer.run.Manifest;
import dev.understudy.trainer.run.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Shows on a terminal how far a stage is, in one line that is written over; elsewhere a line for
 * each stage that is done. Close it at the end.
 */
final class ConsoleProgress implements Progress, AutoCloseable {
  private static final int BAR = 24;
  private static final long TICK_MILLIS = 200;
  private static final double NANOS = 1e9;

  private final PrintStream out;
  private final boolean isTerminal;
  private final SparkStatusTracker tracker;
  private final LongSupplier clock;
  private final ScheduledExecutorService ticking =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "understudy-progress");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable ScheduledFuture<?> ticks;
  private String stage = "";
  private long begun;
  private boolean isShown;

  /** The display of this process's terminal, which it has where the launcher found its width. */
  static ConsoleProgress of(SparkSession spark) {
    return new ConsoleProgress(
        System.err,
        System.getenv("COLUMNS") != null,
        spark.sparkContext().statusTracker(),
        System::nanoTime);
  }

  /**
   * A display.
   *
   * @param out where it is shown
   * @param isTerminal whether lines can be written over there
   * @param clock tells nanoseconds
   */
  ConsoleProgress(
      PrintStream out, boolean isTerminal, SparkStatusTracker tracker, LongSupplier clock) {
    this.out = out;
    this.isTerminal = isTerminal;
    this.tracker = tracker;
    this.clock = clock;
  }

  @Override
  public synchronized void begin(String part) {
    stage = part;
    begun = clock.getAsLong();
    if (isTerminal) {
      ticks = ticking.scheduleAtFixedRate(this::show, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void show() {
    if (ticks == null) {
      return;
    }
    int tasks = 0;
    int done = 0;
    for (int job : tracker.getActiveJobIds()) {
      SparkJobInfo info = tracker.getJobInfo(job).getOrElse(() -> null);
      for (int id : info == null ? new int[0] : info.stageIds()) {
        SparkStageInfo part = tracker.getStageInfo(id).getOrElse(() -> null);
        tasks += part == null ? 0 : part.numTasks();
        done += part == null ? 0 : part.numCompletedTasks();
      }
    }
    int filled = tasks == 0 ? 0 : BAR * done / tasks;
    String bar = "#".repeat(filled) + ".".repeat(BAR - filled);
    String tell = tasks == 0 ? "" : String.format(Locale.ROOT, "  %,d of %,d tasks", done, tasks);
    out.printf(Locale.ROOT, "\r%-10s [%s] %4.0f s%s\u001b[K", stage, bar, seconds(), tell);
    out.flush();
    isShown = true;
  }

  private double seconds() {
    return (clock.getAsLong() - begun) / NANOS;
  }

  @Override
  public synchronized void end(Manifest made) {
    stop();
    out.printf(
        Locale.ROOT,
        "%-10s %,d rows kept of %,d, %.1f s%n",
        made.stage(),
        made.kept(),
        made.rowsIn(),
        seconds());
  }

  @Override
  public synchronized void reused(Manifest made) {
    out.printf(
        Locale.ROOT,
        "%-10s %,d rows kept of %,d, done before%n",
        made.stage(),
        made.kept(),
        made.rowsIn());
  }

  @Override
  public synchronized void stop() {
    if (ticks != null) {
      ticks.cancel(false);
      ticks = null;
    }
    if (isShown) {
      out.print("\r\u001b[K");
      out.flush();
      isShown = false;
    }
  }

  @Override
  public void close() {
    stop();
    ticking.shutdownNow();
  }
}
