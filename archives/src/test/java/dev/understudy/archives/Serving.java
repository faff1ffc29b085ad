package dev.understudy.archives;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, which is ready. Closing it kills it if it still runs. */
public final class Serving implements AutoCloseable {
  private final Process process;
  private final Matcher ready;

  private Serving(Process process, Matcher ready) {
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts it, and reads what it says until a line says that it is ready; the rest is dropped.
   *
   * @throws IllegalStateException if it ends before, with what it said
   */
  public static Serving begin(ProcessBuilder server, Pattern isReady) throws IOException {
    Process process = server.redirectErrorStream(true).start();
    StringBuilder said = new StringBuilder();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      Matcher ready = isReady.matcher(line);
      if (ready.find()) {
        Thread rest = new Thread(() -> lines.lines().forEach(dropped -> {}), "said");
        rest.setDaemon(true);
        rest.start();
        return new Serving(process, ready);
      }
    }
    throw new IllegalStateException("ended before it was ready:\n" + said);
  }

  /** What that group of the pattern found in the line that it said when it was ready. */
  public String told(int group) {
    return ready.group(group);
  }

  /** Ends it in order, and answers its exit status. */
  public int terminated() throws InterruptedException {
    process.toHandle().destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("did not end within a minute of SIGTERM");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
