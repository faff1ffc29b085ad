package dev.understudy.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine the figures belong to. */
public final class Machine {
  private Machine() {}

  /** One line: processor, cores, memory, kernel, JDK, load. */
  public static String describe() {
    return "%s, %d cores, %s, Linux %s, JDK %s (%s), load average %s"
        .formatted(
            first("/proc/cpuinfo", "model name"),
            cores(),
            first("/proc/meminfo", "MemTotal"),
            System.getProperty("os.version"),
            Runtime.version(),
            System.getProperty("java.vendor"),
            first("/proc/loadavg", ""));
  }

  /** How many cores the machine has, whatever we are pinned to. */
  public static long cores() {
    return lines("/proc/cpuinfo").filter(line -> line.startsWith("processor")).count();
  }

  private static String first(String file, String key) {
    return lines(file)
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse("unknown");
  }

  private static Stream<String> lines(String file) {
    try {
      return Files.readString(Path.of(file)).lines();
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
