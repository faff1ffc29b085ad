package dev.understudy.deploy.watching;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own tool, of Debian's package {@code prometheus}. */
final class Promtool {
  private Promtool() {}

  /**
   * Runs it in a folder and answers what it says, which must not be a failure. Without the tool the
   * calling test is skipped, on a build server (environment {@code CI=true}) it fails.
   */
  static String run(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException missing) {
      String message = "promtool is needed to try alerts and queries (Debian package prometheus)";
      if ("true".equals(System.getenv("CI"))) {
        fail(message);
      }
      assumeTrue(false, message);
      throw missing;
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      fail(command + " ended with " + status + ":\n" + said);
    }
    return said;
  }
}
