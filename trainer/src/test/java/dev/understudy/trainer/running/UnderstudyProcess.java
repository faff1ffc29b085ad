package dev.understudy.trainer.running;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program, run as users run it, until it is closed. */
public final class UnderstudyProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("(?:http://|listen=\")([0-9.]+:\\d+)");

  private final Process process;
  private final String address;

  private UnderstudyProcess(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it, and waits until it tells where it listens. */
  public static UnderstudyProcess start(List<String> arguments, Map<String, String> environment)
      throws IOException {
    Process process =
        builder("dev.understudy.gateway.Main", arguments, environment)
            .redirectErrorStream(true)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder told = new StringBuilder();
    for (String line; (line = out.readLine()) != null; ) {
      told.append(line).append('\n');
      Matcher found = ADDRESS.matcher(line);
      if (found.find()) {
        drain(out);
        return new UnderstudyProcess(process, found.group(1));
      }
    }
    throw new IOException("it ended before it listened:\n" + told);
  }

  /** Runs an offline job to its end, which must be a good one; gives what it printed. */
  public static String job(List<String> arguments, Map<String, String> environment)
      throws IOException {
    return toItsEnd(builder("dev.understudy.trainer.Main", arguments, environment));
  }

  /** The same of a command of the gateway's program. */
  public static String call(List<String> arguments) throws IOException {
    return toItsEnd(builder("dev.understudy.gateway.Main", arguments, Map.of()));
  }

  private static String toItsEnd(ProcessBuilder builder) throws IOException {
    Process process = builder.redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.onExit().join().exitValue();
    if (status != 0) {
      throw new IOException("it ended with " + status + ":\n" + told);
    }
    return told;
  }

  private static ProcessBuilder builder(
      String main, List<String> arguments, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(main);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Path folder = Files.createTempDirectory("understudy-process"); // of what it makes by itself
    builder.directory(folder.toFile());
    return builder;
  }

  /** A full pipe would make it wait. */
  private static void drain(BufferedReader out) {
    Runnable untilItEnds =
        () -> {
          try {
            out.transferTo(Writer.nullWriter());
          } catch (IOException ended) {
            // nobody reads it
          }
        };
    Thread reading = new Thread(untilItEnds, "understudy-output");
    reading.setDaemon(true);
    reading.start();
  }

  /** Where it listens, such as {@code 127.0.0.1:41523}. */
  public String address() {
    return address;
  }

  /** Ends it in order, so that all it holds is stored. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.onExit().get(60, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IOException("it did not end in order", e);
    }
  }
}
