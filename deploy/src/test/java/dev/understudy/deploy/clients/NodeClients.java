package dev.understudy.deploy.clients;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The official clients for Node, installed from {@code src/test/clients} into {@code
 * target/clients} in the versions of the lock file.
 */
final class NodeClients {
  private static final Path SOURCES = Path.of("src", "test", "clients");
  private static final Path INSTALLED = Path.of("target", "clients");

  private NodeClients() {}

  /**
   * Installs the clients where that was not done yet. Without Node the calling test is skipped, on
   * a build server (environment {@code CI=true}) it fails.
   */
  static synchronized NodeClients installed() throws IOException {
    if (!runs("node", "--version") || !runs("npm", "--version")) {
      String message = "node and npm (20 or newer) are needed to test the clients for Node";
      if ("true".equals(System.getenv("CI"))) {
        fail(message);
      }
      assumeTrue(false, message);
    }
    boolean fresh = sameLock();
    Files.createDirectories(INSTALLED);
    try (Stream<Path> old = Files.list(INSTALLED)) {
      for (Path each : old.filter(path -> path.toString().matches(".*-[0-9]+\\..*")).toList()) {
        Files.delete(each);
      }
    }
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        Path target = INSTALLED.resolve(source.getFileName());
        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!fresh) {
      List<String> install =
          List.of("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts");
      run(install, Path.of("npm-ci"));
    }
    return new NodeClients();
  }

  /** Runs one script against that base URL and gives its lines. */
  List<String> transcript(String script, URI url) {
    Path name = Path.of(script + "-" + url.getPort());
    try {
      run(List.of("node", script + ".mjs", url.toString()), name);
      return Files.readAllLines(INSTALLED.resolve(name + ".out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean sameLock() throws IOException {
    Path lock = INSTALLED.resolve("package-lock.json");
    return Files.isDirectory(INSTALLED.resolve("node_modules"))
        && Files.exists(INSTALLED.resolve("npm-ci.done"))
        && Files.exists(lock)
        && Files.mismatch(lock, SOURCES.resolve("package-lock.json")) < 0;
  }

  private static void run(List<String> command, Path name) throws IOException {
    Path out = INSTALLED.resolve(name + ".out");
    Path err = INSTALLED.resolve(name + ".err");
    Process process =
        new ProcessBuilder(command)
            .directory(INSTALLED.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!process.waitFor(180, TimeUnit.SECONDS)) {
        fail("%s did not end within 180 s: %s", command, Files.readString(err));
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while running " + command, e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      fail("%s ended with %s: %s", command, process.exitValue(), Files.readString(err));
    }
    Files.writeString(INSTALLED.resolve(name + ".done"), command + "\n", StandardCharsets.UTF_8);
  }

  private static boolean runs(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException | InterruptedException absent) {
      return false;
    }
  }
}
