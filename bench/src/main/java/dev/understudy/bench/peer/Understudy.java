package dev.understudy.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Our own program as it is put together for users, capturing with durability {@code os}; without
 * rules or under some.
 */
final class Understudy implements Peer {
  /** Segments are drained soon, so that a measurement can wait for the drain and count it. */
  private static final String CONFIG =
      """
      capture:
        durability: os
        segment:
          age: 5s
      """;

  private static final String DARK =
      """
      version: 1
      upstreams:
        student: {url: "http://127.0.0.1:PORT/v1"}
      routes:
        - name: bench
          teacher: teacher
          student: student
          launch:
            dark: {share: 100%}
      """;

  private static final String MAIN = "dev.understudy.gateway.Main";

  private final Path program;
  private final String name;
  private final Optional<String> rules;

  private Understudy(Path program, String name, Optional<String> rules) {
    this.program = program;
    this.name = name;
    this.rules = rules;
  }

  static Understudy plain(Path program) {
    return new Understudy(program, "understudy", Optional.empty());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Peer> shadowing(int port) {
    return under("understudy-dark", DARK.replace("PORT", Integer.toString(port)));
  }

  @Override
  public Optional<Peer> under(String other, String theirs) {
    return Optional.of(new Understudy(program, other, Optional.of(theirs)));
  }

  @Override
  public Optional<String> obstacle() {
    boolean built = getClass().getResource("/" + MAIN.replace('.', '/') + ".class") != null;
    return jar().isPresent() || built
        ? Optional.empty()
        : Optional.of("no jar in " + program + "; build it: ./mvnw -q -DskipTests package");
  }

  @Override
  public Proxy start(Place place) {
    int port = PinnedProcess.freePort();
    Path captures = place.folder().resolve("captures");
    PinnedProcess process =
        PinnedProcess.start(
            name(), CORE, port, place.folder(), Map.of(), command(place, port, captures));
    return new Proxy(
        name(),
        process,
        port,
        Map.of(),
        Proxy.Engine.JVM,
        Optional.of(new Captures(captures, captures.resolve(".spool"))));
  }

  /** The one place that knows how the gateway is started. */
  private List<String> command(Place place, int port, Path captures) {
    Path config = write(place, "understudy.yaml", CONFIG);
    List<String> command = new ArrayList<>(program());
    command.addAll(
        List.of(
            "gateway",
            "--config",
            config.toString(),
            "--teacher",
            "http://127.0.0.1:" + place.teacherPort() + "/v1",
            "--listen",
            "127.0.0.1:" + port,
            "--admin",
            "127.0.0.1:" + PinnedProcess.freePort(),
            "--captures",
            captures.toString()));
    rules.ifPresent(
        text -> command.addAll(List.of("--rules", write(place, "rules.yaml", text).toString())));
    return command;
  }

  private static Path write(Place place, String name, String text) {
    try {
      return Files.writeString(place.folder().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The packaged program; where none is packaged yet, the gateway's classes as they were built. */
  private List<String> program() {
    return jar()
        .map(jar -> List.of(Jvm.java(), "-jar", jar.toString()))
        .orElseGet(() -> List.of(Jvm.java(), "-cp", System.getProperty("java.class.path"), MAIN));
  }

  private Optional<Path> jar() {
    if (!Files.isDirectory(program)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(program)) {
      return files
          .filter(file -> file.getFileName().toString().matches("understudy.*\\.jar"))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
