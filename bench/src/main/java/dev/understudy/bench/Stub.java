package dev.understudy.bench;

import dev.understudy.bench.peer.Jvm;
import dev.understudy.bench.peer.PinnedProcess;
import dev.understudy.bench.teacher.Delay;
import dev.understudy.bench.teacher.StubTeacher;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The stub teacher's program, playing a teacher or a student in a process of its own.
 *
 * @param process the process
 * @param port where it listens on loopback
 */
record Stub(PinnedProcess process, int port) implements AutoCloseable {

  /**
   * Starts one on the load's core.
   *
   * @param confidence what it says of each answer; none for nothing
   */
  static Stub start(String name, Path folder, Delay delay, String... confidence) {
    int port = PinnedProcess.freePort();
    return new Stub(
        PinnedProcess.start(
            name,
            Stage.LOAD_CORE,
            port,
            folder,
            Map.of(),
            Jvm.command(
                StubTeacher.class,
                Stream.concat(
                        Stream.of(Integer.toString(port), delay.word()), Stream.of(confidence))
                    .toArray(String[]::new))),
        port);
  }

  /** How many calls it got so far, answered or not. */
  long asked() {
    try (InputStream in =
        URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection().getInputStream()) {
      return Long.parseLong(new String(in.readAllBytes(), StandardCharsets.US_ASCII).trim());
    } catch (IOException e) {
      throw new UncheckedIOException("the stub on port " + port + " does not tell its calls", e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
