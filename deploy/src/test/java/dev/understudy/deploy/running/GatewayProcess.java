package dev.understudy.deploy.running;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway in a process of its own, which can be killed. */
public final class GatewayProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("gateway is ready.*listen\"?[=:]\"([^\"]+)\".*admin\"?[=:]\"([^\"]+)\"");
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Thread reader;
  private final CompletableFuture<Matcher> ready = new CompletableFuture<>();
  private final Queue<String> said = new ConcurrentLinkedQueue<>();

  private GatewayProcess(Process process) {
    this.process = process;
    reader = new Thread(this::read, "gateway process output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts one in front of that teacher on free ports and waits until it is ready. */
  public static GatewayProcess inFrontOf(URI teacher, Path captures) throws Exception {
    return started(
        ProgramJvm.command(
            "gateway",
            "--teacher",
            teacher.toString(),
            "--listen",
            "127.0.0.1:0",
            "--admin",
            "127.0.0.1:0",
            "--captures",
            captures.toString()),
        Map.of());
  }

  /** Starts one with the settings of that file and waits until it is ready. */
  public static GatewayProcess configuredBy(Path file) throws Exception {
    return configuredBy(file, Map.of());
  }

  /** The same, with these variables of the environment besides. */
  public static GatewayProcess configuredBy(Path file, Map<String, String> environment)
      throws Exception {
    return started(ProgramJvm.command("gateway", "--config", file.toString()), environment);
  }

  /** Starts one by that command and waits until it is ready. */
  static GatewayProcess started(List<String> command, Map<String, String> environment)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    GatewayProcess gateway = new GatewayProcess(builder.start());
    try {
      gateway.ready.get(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception notReady) {
      gateway.close();
      throw notReady;
    }
    return gateway;
  }

  /** Where applications connect. */
  public URI url() {
    return URI.create("http://" + ready.join().group(1));
  }

  /** Where health, metrics and the admin API answer. */
  public URI admin() {
    return URI.create("http://" + ready.join().group(2));
  }

  /** The process's number. */
  public long pid() {
    return process.pid();
  }

  /** Asks it with SIGHUP to read its rules again. */
  public void hangUp() throws Exception {
    int status = new ProcessBuilder("kill", "-HUP", Long.toString(pid())).start().waitFor();
    if (status != 0) {
      throw new IllegalStateException("kill -HUP ended with " + status);
    }
  }

  /** Ends the process at once with SIGKILL, wherever it is. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends the process with SIGTERM and answers its exit status. */
  public int terminate() throws InterruptedException {
    process.toHandle().destroy(); // unlike the process's own, this goes on reading its output
    int status = process.waitFor();
    reader.join();
    return status;
  }

  /** What it printed so far. */
  public String said() {
    return String.join("\n", said);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        Matcher matcher = READY.matcher(line);
        if (matcher.find()) {
          ready.complete(matcher);
        }
      }
    } catch (IOException e) {
      said.add("output ended: " + e.getMessage());
    }
    ready.completeExceptionally(
        new IOException("the gateway ended before it was ready:\n" + said()));
  }
}
