package dev.understudy.bench.peer;

import java.util.Map;
import java.util.Optional;

/**
 * A proxy that runs.
 *
 * @param name its name in tables
 * @param process the process itself
 * @param port where it listens
 * @param headers what requests must tell it
 * @param engine what it runs on
 * @param captures what it keeps behind and works off later, if anything
 */
public record Proxy(
    String name,
    PinnedProcess process,
    int port,
    Map<String, String> headers,
    Engine engine,
    Optional<Captures> captures)
    implements AutoCloseable {

  /** What a proxy runs on: decides how long it warms up, and whether its heap can be seen. */
  public enum Engine {
    /** Compiled ahead; as fast at first as ever. */
    NATIVE,
    /** Compiles while it runs; {@code jcmd} shows its heap. */
    JVM,
    /** Compiles while it runs. */
    NODE
  }

  static Proxy plain(String name, PinnedProcess process, int port, Engine engine) {
    return new Proxy(name, process, port, Map.of(), engine, Optional.empty());
  }

  @Override
  public void close() {
    process.close();
  }
}
