package dev.understudy.bench.serving;

import dev.understudy.bench.machine.ProcessTree;
import dev.understudy.bench.peer.Jvm;
import dev.understudy.bench.peer.PinnedProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A student's server in a process of its own. */
final class Served implements AutoCloseable {
  private static final Duration LOADING = Duration.ofMinutes(5);
  private static final String ADDRESS = "127.0.0.1:";

  /** As the launcher {@code understudy} sets them, unless the user did. */
  static final Map<String, String> ENVIRONMENT =
      Map.of("OMP_WAIT_POLICY", "PASSIVE", "GOMP_SPINCOUNT", "0");

  private final PinnedProcess process;
  private final int port;

  private Served(PinnedProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts {@code understudy student} as it is put together for users.
   *
   * @param program the folder of its jar
   * @param cores the cores it may use
   * @param more options for the JVM
   */
  static Served student(Path program, Path folder, Cores cores, List<String> more) {
    List<String> command = new ArrayList<>(List.of(Jvm.java()));
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData"));
    command.addAll(more);
    Path jar = program.resolve("understudy-student.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException("no " + jar + "; build it: ./mvnw -DskipTests package");
    }
    command.addAll(List.of("-jar", jar.toString(), "student"));
    return start(folder, cores, command);
  }

  /**
   * Starts the same server on ONNX Runtime.
   *
   * @param sideBySide whether each core answers batches of its own, as {@code understudy student}
   *     does, or all cores answer one batch together, as ONNX Runtime does by itself
   */
  static Served onnx(String encoder, Path folder, Cores cores, boolean sideBySide) {
    int together = sideBySide ? 1 : cores.count();
    List<String> command = Jvm.command(OnnxServer.class, encoder, Integer.toString(together));
    command.addAll(List.of("--threads", Integer.toString(cores.count() / together)));
    return start(folder, cores, command);
  }

  private static Served start(Path folder, Cores cores, List<String> command) {
    int port = PinnedProcess.freePort();
    command.addAll(List.of("--model", folder.toString(), "--listen", ADDRESS + port));
    PinnedProcess process =
        PinnedProcess.start(
            "student",
            cores.list(),
            port,
            folder.resolveSibling(folder.getFileName() + "-log"),
            ENVIRONMENT,
            command);
    Served served = new Served(process, port);
    try {
      served.awaitReady();
      return served;
    } catch (IllegalStateException failure) {
      process.close();
      throw failure;
    }
  }

  private void awaitReady() {
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://" + ADDRESS + port + "/readyz")).build();
    long deadline = System.nanoTime() + LOADING.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        if (HttpClient.newHttpClient()
                .send(ready, HttpResponse.BodyHandlers.discarding())
                .statusCode()
            == 200) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (IOException gone) {
        throw new IllegalStateException("the student's server ended while it loaded", gone);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a student loaded", e);
      }
    }
    throw new IllegalStateException(
        "the student was not ready within " + LOADING.toSeconds() + " s");
  }

  int port() {
    return port;
  }

  ProcessTree tree() {
    return process.tree();
  }

  @Override
  public void close() {
    process.close();
  }
}
