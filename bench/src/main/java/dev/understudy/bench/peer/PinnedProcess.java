package dev.understudy.bench.peer;

import dev.understudy.bench.machine.ProcessTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A child process bound to one core, or to some. It ends when it is closed, when this JVM ends in
 * any orderly way (Ctrl-C too), and, where {@code setpriv} is there, also when this JVM is killed.
 */
public final class PinnedProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(40);
  private static final Duration STOP = Duration.ofSeconds(15);
  private static final Set<PinnedProcess> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(PinnedProcess::kill), "end children"));
  }

  private final String name;
  private final Process process;
  private final Path log;

  private PinnedProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a server and waits until it takes connections.
   *
   * @param core the core it may use
   * @param port where it will listen on loopback
   * @param folder its working folder, which gets its log
   * @throws IllegalStateException if it does not come up, with the end of its log
   */
  public static PinnedProcess start(
      String name,
      int core,
      int port,
      Path folder,
      Map<String, String> environment,
      List<String> command) {
    return start(name, Integer.toString(core), port, folder, environment, command);
  }

  /**
   * The same with several cores.
   *
   * @param cores those it may use, as {@code taskset} takes them, such as {@code 0,1}
   * @param port where it will listen on loopback
   * @param folder its working folder, which gets its log
   * @throws IllegalStateException if it does not come up, with the end of its log
   */
  public static PinnedProcess start(
      String name,
      String cores,
      int port,
      Path folder,
      Map<String, String> environment,
      List<String> command) {
    List<String> pinned = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
      pinned.addAll(List.of("/usr/bin/setpriv", "--pdeathsig", "TERM"));
    }
    pinned.addAll(List.of("taskset", "-c", cores));
    pinned.addAll(command);
    Path log = folder.resolve(name + ".log");
    try {
      Files.createDirectories(folder);
      ProcessBuilder builder =
          new ProcessBuilder(pinned)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      PinnedProcess started = new PinnedProcess(name, builder.start(), log);
      RUNNING.add(started);
      started.awaitPort(port);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  /** A port that was free a moment ago. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process and its children, for measuring. */
  public ProcessTree tree() {
    return new ProcessTree(process.toHandle());
  }

  private void awaitPort(int port) {
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        pause();
      }
    }
    close();
    throw new IllegalStateException(name + " did not listen on port " + port + ": " + endOfLog());
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a server started", e);
    }
  }

  private String endOfLog() {
    try {
      String all = Files.readString(log);
      return all.substring(Math.max(0, all.length() - 2_000));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** Ends the process, first politely. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
    RUNNING.remove(this);
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
