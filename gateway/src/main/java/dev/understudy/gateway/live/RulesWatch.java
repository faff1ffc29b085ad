package dev.understudy.gateway.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a file every {@value #EVERY_MILLIS} milliseconds and tells when it changed and then lay
 * still for one look. Looking, rather than being told by the file system, also sees what a
 * Kubernetes ConfigMap does, which swaps a symbolic link two folders up, and works on network file
 * systems.
 */
public final class RulesWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RulesWatch.class);
  private static final long EVERY_MILLIS = 150;

  private final Path file;
  private final Runnable changed;
  private final ScheduledExecutorService timer;
  private String told;
  private String seen;

  /**
   * A watch that has begun.
   *
   * @param changed called on the watch's thread
   */
  public RulesWatch(Path file, Runnable changed) {
    this.file = file;
    this.changed = changed;
    this.told = sight(file);
    this.seen = told;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "understudy-rules-watch");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      String now = sight(file);
      boolean still = now.equals(seen);
      seen = now;
      if (still && !now.equals(told)) {
        told = now;
        changed.run();
      }
    } catch (RuntimeException ours) { // or it would never look again
      log.atError().setCause(ours).log("the rules could not be read again");
    }
  }

  /** Tells one state of the file from another. */
  private static String sight(Path file) {
    try {
      Path real = file.toRealPath();
      BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
      return real
          + " "
          + attributes.fileKey()
          + " "
          + attributes.lastModifiedTime()
          + " "
          + attributes.size();
    } catch (IOException absent) {
      return "";
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
