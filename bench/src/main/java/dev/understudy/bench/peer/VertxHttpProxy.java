package dev.understudy.bench.peer;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The vertx-http-proxy library in a small program of its own, with or without a capture. */
final class VertxHttpProxy implements Peer {
  private final String name;
  private final boolean capturing;

  private VertxHttpProxy(String name, boolean capturing) {
    this.name = name;
    this.capturing = capturing;
  }

  static VertxHttpProxy plain() {
    return new VertxHttpProxy("vertx", false);
  }

  static VertxHttpProxy capturing() {
    return new VertxHttpProxy("vertx-capture", true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public Proxy start(Place place) {
    int port = PinnedProcess.freePort();
    List<String> command =
        Jvm.command(
            VertxHttpProxyMain.class,
            Integer.toString(port),
            Integer.toString(place.teacherPort()));
    if (capturing) {
      command.add(place.folder().resolve("captures.jsonl").toString());
    }
    return Proxy.plain(
        name,
        PinnedProcess.start(name, CORE, port, place.folder(), Map.of(), command),
        port,
        Proxy.Engine.JVM);
  }
}
