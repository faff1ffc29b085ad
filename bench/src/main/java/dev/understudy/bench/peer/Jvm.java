package dev.understudy.bench.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands that start another program of this class path on the same JDK, logging warnings only.
 */
public final class Jvm {
  private Jvm() {}

  /** The {@code java} this process runs on. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The command for a main class, without any JVM option that changes its speed. */
  public static List<String> command(Class<?> main, String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                java(),
                "-Dlogback.configurationFile=dev/understudy/bench/logback-quiet.xml",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(args));
    return command;
  }
}
