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

/** Our own program as it is put together for users, capturing with durability {@code os}. */
final class Understudy implements Peer {
  /** Segments are drained soon, so that a measurement can wait for the drain and count it. */
  private static final String CONFIG =
      """
      capture:
        durability: os
        segment:
          age: 5s
      """;

  private static final String MAIN = "dev.understudy.gateway.Main";

  private final Path program;

  Understudy(Path program) {
    this.program = program;
  }

  @Override
  public String name() {
    return "understudy";
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
    Path config = place.folder().resolve("understudy.yaml");
    try {
      Files.writeString(config, CONFIG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    return command;
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
