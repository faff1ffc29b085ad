package dev.understudy.bench.peer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A proxy that can be put between the load and the stub teacher. */
public interface Peer {
  /** The core every proxy is bound to. */
  int CORE = 0;

  /** The name in tables and on the command line. */
  String name();

  /** Why it cannot take part on this machine, if so; may first install what is missing. */
  Optional<String> obstacle();

  /**
   * Starts it on loopback.
   *
   * @param place where and for what
   */
  Proxy start(Place place);

  /**
   * The same proxy made to send a copy of each request to a student; empty where it cannot.
   *
   * @param studentPort the student, on loopback
   */
  default Optional<Peer> shadowing(int studentPort) {
    return Optional.empty();
  }

  /**
   * The same proxy under those rules; empty where it has none.
   *
   * @param name its name in tables
   * @param rules a file of rules; an upstream {@code teacher} is there
   */
  default Optional<Peer> under(String name, String rules) {
    return Optional.empty();
  }

  /**
   * Where a proxy stands and what it is for.
   *
   * @param teacherPort the upstream, on loopback
   * @param folder its own empty folder
   * @param streaming whether events will be streamed through it
   */
  record Place(int teacherPort, Path folder, boolean streaming) {}

  /** All peers, the plainest first, ours last. */
  static List<Peer> all(Path project) {
    return List.of(
        Nginx.plain(),
        VertxHttpProxy.plain(),
        VertxHttpProxy.capturing(),
        new Portkey(project.resolve("bench/target/portkey")),
        Understudy.plain(project.resolve("deploy/target/understudy")));
  }
}
