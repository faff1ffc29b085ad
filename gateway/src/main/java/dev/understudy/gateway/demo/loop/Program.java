package dev.understudy.gateway.demo.loop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The commands of {@code understudy}, started as a user starts them, and shown as they would be
 * typed. What they say stands indented below. Closing it ends what still runs.
 */
final class Program implements AutoCloseable {
  private static final Duration BUILT_AND_READY = Duration.ofMinutes(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final long STOPPING_SECONDS = 10;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String launcher;
  private final PrintWriter out;
  private final List<Process> running = new ArrayList<>();
  private final Thread onExit = new Thread(this::endAll, "end commands");

  /** Commands of the program that is started by that path. */
  Program(String launcher, PrintWriter out) {
    this.launcher = launcher;
    this.out = out;
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /**
   * Runs a command to its end.
   *
   * @throws IllegalStateException where it ends with another status than 0
   */
  void run(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(this::show);
    }
    int status = process.waitFor();
    synchronized (running) {
      running.remove(process);
    }
    if (status != 0) {
      throw failed(status, arguments);
    }
  }

  /**
   * Starts a command that serves, and waits until it is ready.
   *
   * @param ready answers with a status below 500 from then on
   * @throws IllegalStateException where it ends before, or is not ready within 20 minutes, which
   *     includes building it
   */
  void serve(URI ready, String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    Thread reader = new Thread(() -> showAll(process), "what a command says");
    reader.setDaemon(true);
    reader.start();
    long begun = System.nanoTime();
    while (!answers(ready)) {
      if (process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
        reader.join();
        throw failed(process.exitValue(), arguments);
      }
      if (System.nanoTime() - begun > BUILT_AND_READY.toNanos()) {
        throw new IllegalStateException("%s is not ready".formatted(typed(arguments)));
      }
    }
  }

  private Process start(String... arguments) throws IOException {
    out.printf("%n  $ %s%n", typed(arguments));
    out.flush();
    List<String> command = new ArrayList<>(List.of(launcher));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    synchronized (running) {
      running.add(process);
    }
    return process;
  }

  /** A command as it is typed. */
  String typed(String... arguments) {
    return launcher + " " + String.join(" ", arguments);
  }

  private void showAll(Process process) {
    try {
      process.inputReader().lines().forEach(this::show);
    } catch (UncheckedIOException ended) {
      // its output was closed with it
    }
  }

  private void show(String line) {
    out.println(line.isBlank() ? "" : "    " + line);
    out.flush();
  }

  private IllegalStateException failed(int status, String... arguments) {
    return new IllegalStateException(
        "'%s' ended with status %d; what it says stands above".formatted(typed(arguments), status));
  }

  private boolean answers(URI ready) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() < 500;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void endAll() {
    synchronized (running) {
      running.forEach(Process::destroy);
    }
  }

  /** Ends what still runs, in order, and waits for it ten seconds at most. */
  @Override
  public void close() {
    endAll();
    synchronized (running) {
      for (Process process : running) {
        awaitEnd(process);
      }
      running.clear();
    }
  }

  private static void awaitEnd(Process process) {
    try {
      if (!process.waitFor(STOPPING_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
