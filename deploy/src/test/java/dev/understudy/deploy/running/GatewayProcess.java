package dev.understudy.deploy.running;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway in a process of its own, which can be killed. */
public final class GatewayProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("gateway is ready.*listen=\"([^\"]+)\".*admin=\"([^\"]+)\"");
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final CompletableFuture<Matcher> ready = new CompletableFuture<>();
  private final Queue<String> said = new ConcurrentLinkedQueue<>();

  private GatewayProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "gateway process output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts one in front of that teacher on free ports and waits until it is ready. */
  public static GatewayProcess inFrontOf(URI teacher, Path captures) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.understudy.gateway.Main",
                    "gateway",
                    "--teacher",
                    teacher.toString(),
                    "--listen",
                    "127.0.0.1:0",
                    "--admin",
                    "127.0.0.1:0",
                    "--captures",
                    captures.toString()))
            .redirectErrorStream(true)
            .start();
    GatewayProcess gateway = new GatewayProcess(process);
    gateway.ready.get(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return gateway;
  }

  /** Where applications connect. */
  public URI url() {
    return URI.create("http://" + ready.join().group(1));
  }

  /** Ends the process at once with SIGKILL, wherever it is. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends the process with SIGTERM and answers its exit status. */
  public int terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor();
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
