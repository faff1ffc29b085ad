package dev.understudy.archives;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program that has an archive; each archive is unpacked once, into {@code target}. */
enum Program {
  GATEWAY("understudy", "deploy", "lib"),
  STUDENT("understudy-student", "student", "jars"),
  TRAINER("understudy-trainer", "trainer", "jars");

  private static final long PATIENCE_SECONDS = 120;

  private final String word;
  private final String module;
  private final String jars;

  Program(String word, String module, String jars) {
    this.word = word;
    this.module = module;
    this.jars = jars;
  }

  /** How a program ended and what it printed. */
  record Run(int status, String out, String err) {}

  /** Its name, which is also its script's and its jar's. */
  String word() {
    return word;
  }

  /** The one archive its module made. */
  Path archive() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("..", module, "target"))) {
      List<Path> archives =
          all.filter(file -> file.getFileName().toString().matches(word + "-\\d[^/]*\\.tar\\.gz"))
              .toList();
      if (archives.size() != 1) {
        throw new IllegalStateException(
            "expected one archive of %s, found %s; run ./mvnw clean".formatted(word, archives));
      }
      return archives.get(0);
    }
  }

  /** The folder that is in the archive, unpacked; nobody may change it. */
  synchronized Path home() throws Exception {
    Path archive = archive();
    Path to = Path.of("target", "unpacked", word).toAbsolutePath();
    Path home = to.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
    Path stamp = to.resolve("of-" + Files.getLastModifiedTime(archive).toMillis());
    if (!Files.exists(stamp)) {
      delete(to);
      Files.createDirectories(to);
      finished(new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", to.toString()).start());
      Files.createFile(stamp);
    }
    return home;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /** Its libraries and itself. */
  List<Path> jars() throws Exception {
    List<Path> all = new ArrayList<>(List.of(home().resolve(word + ".jar")));
    try (Stream<Path> libraries = Files.list(home().resolve(jars))) {
      libraries.sorted().forEach(all::add);
    }
    return all;
  }

  /** The script that starts it. */
  Path script() throws Exception {
    return home().resolve("bin").resolve(word);
  }

  /** Starts a server that it has from that folder; it says by that pattern when it is ready. */
  Serving serve(Path from, Pattern isReady, String... arguments) throws Exception {
    return Serving.begin(builder(from, arguments), isReady);
  }

  /** Runs it to its end. */
  Run run(Path from, String... arguments) throws Exception {
    return finished(builder(from, arguments).start());
  }

  private ProcessBuilder builder(Path from, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(script().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("UNDERSTUDY_JAVA_OPTS", "-Xmx1g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    return builder;
  }

  /** Waits for the end of what prints little. */
  static Run finished(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("did not end within " + PATIENCE_SECONDS + " s");
    }
    return new Run(process.exitValue(), out, err);
  }
}
