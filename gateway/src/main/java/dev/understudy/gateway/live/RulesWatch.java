package dev.understudy.gateway.live;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the file of rules, and at the files that the rules in force name, every {@value
 * #EVERY_MILLIS} milliseconds, and has them read when any changed and then all lay still for one
 * look. Looking, rather than being told by the file system, also sees what a Kubernetes ConfigMap
 * does, which swaps a symbolic link two folders up, and works on network file systems.
 *
 * <p>While an edit is refused they are read every {@value #LOOKS_WHILE_REFUSED} looks, as what it
 * lacks may be any file that it alone names.
 */
public final class RulesWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RulesWatch.class);
  private static final long EVERY_MILLIS = 150;
  private static final int LOOKS_WHILE_REFUSED = 10;

  private final Path file;
  private final LiveRules rules;
  private final ScheduledExecutorService timer;
  private List<Path> watched;
  private String told;
  private String seen;
  private int looksWhileRefused;

  /** A watch that has begun; it is the timer's thread that has the rules read. */
  public RulesWatch(Path file, LiveRules rules) {
    this.file = file;
    this.rules = rules;
    this.watched = files();
    this.told = ""; // so that a change since the rules were read is not taken for seen
    this.seen = Sight.of(watched);
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
      String now = Sight.of(watched);
      boolean still = now.equals(seen);
      seen = now;
      boolean refused = !rules.status().problems().isEmpty();
      looksWhileRefused = refused ? looksWhileRefused + 1 : 0;
      if (still && (!now.equals(told) || looksWhileRefused >= LOOKS_WHILE_REFUSED)) {
        told = now;
        looksWhileRefused = 0;
        rules.reload();
        follow();
      }
    } catch (RuntimeException ours) { // or it would never look again
      log.atError().setCause(ours).log("the rules could not be read again");
    }
  }

  /** Where other rules came into force, their files are looked at. */
  private void follow() {
    List<Path> files = files();
    if (!files.equals(watched)) {
      watched = files;
      told = ""; // as above
      seen = Sight.of(files);
    }
  }

  private List<Path> files() {
    return rules.files(file);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
