package dev.understudy.bench;

import dev.understudy.bench.load.LoadGenerator;
import dev.understudy.bench.load.Tally;
import dev.understudy.bench.peer.Peer;
import dev.understudy.bench.peer.Proxy;
import dev.understudy.bench.teacher.Delay;
import dev.understudy.bench.traffic.Ask;
import dev.understudy.bench.traffic.ChatRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What all scenarios share: the load, the stub teacher, the peers that take part, and the sheet the
 * tables are written on. The load and the teacher have one core, the proxies the other.
 */
final class Stage implements AutoCloseable {
  /** Where this process and the stub teacher run. */
  static final int LOAD_CORE = 1;

  private static final Duration DRAIN = Duration.ofMinutes(3);
  private static final Duration BURST = Duration.ofSeconds(2);
  private static final int WARM_UP_BURSTS = 30;
  private static final int LOAD_WARM_UP_BURSTS = 4;
  private static final long MOST_REQUESTS = 20_000_000;

  private final Map<Proxy, Long> sent = new HashMap<>();
  private final Options options;
  private final Path folder;
  private final Path sheet;
  private final List<Peer> peers;
  private final LoadGenerator load = new LoadGenerator();
  private final Stub teacher;

  Stage(Options options, List<Peer> peers, Path folder, Path sheet) {
    this.options = options;
    this.peers = peers;
    this.folder = folder;
    this.sheet = sheet;
    this.teacher = Stub.start("teacher", folder, Delay.NONE);
  }

  /**
   * Loads the teacher directly until it and the load are compiled, so that the first peer does not
   * wait for them. The rate reached is the most any proxy can show.
   */
  void warmUpLoad() {
    Tally last = new Tally();
    for (int burst = 0; burst < LOAD_WARM_UP_BURSTS; burst++) {
      last = direct(Ask.answer(1_024), BURST);
      direct(Ask.stream(100, 1), BURST.dividedBy(4));
    }
    say(
        "load and teacher alone, without a proxy: %,.0f requests/s (1 KB/1 KB)%s"
            .formatted(
                last.perSecond(), last.errorCount() == 0 ? "" : ", errors " + last.errors()));
  }

  private Tally direct(Ask ask, Duration atMost) {
    ChatRequest request = new ChatRequest(ask, 1_024, "127.0.0.1:" + teacherPort(), Map.of());
    return load.saturate(teacherPort(), 64, request, atMost, MOST_REQUESTS).join();
  }

  Options options() {
    return options;
  }

  /** The folder of tables and recordings. */
  Path results() {
    return Objects.requireNonNull(sheet.getParent(), "folder of results");
  }

  /** The folder of what this run needs while it lasts; emptied at its end. */
  Path folder() {
    return folder;
  }

  LoadGenerator load() {
    return load;
  }

  int teacherPort() {
    return teacher.port();
  }

  /** Starts a student, which the caller closes. */
  Stub student(Delay delay) {
    return Stub.start("student", folder, delay);
  }

  /** Starts a student that is sure of all it answers, which the caller closes. */
  Stub confidentStudent() {
    return Stub.start("student", folder, Delay.NONE, "0.97");
  }

  List<Peer> peers() {
    return peers;
  }

  /** Starts a peer in an empty folder. */
  Proxy start(Peer peer, boolean streaming) {
    Path own = folder.resolve(peer.name());
    clear(own);
    try {
      Files.createDirectories(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return peer.start(new Peer.Place(teacherPort(), own, streaming));
  }

  /** Starts all peers; one that fails is named and left out. */
  List<Proxy> startAll(boolean streaming) {
    return startAll(peers, streaming);
  }

  /** The same with those peers. */
  List<Proxy> startAll(List<Peer> those, boolean streaming) {
    List<Proxy> started = new ArrayList<>();
    for (Peer peer : those) {
      try {
        started.add(start(peer, streaming));
      } catch (IllegalStateException failure) {
        say(peer.name() + " left out: " + failure.getMessage());
      }
    }
    return started;
  }

  /** The request a proxy gets. */
  ChatRequest request(Proxy proxy, Ask ask, int bodyBytes) {
    return new ChatRequest(ask, bodyBytes, "127.0.0.1:" + proxy.port(), proxy.headers());
  }

  /** Saturates for a while and waits for the end. */
  Tally saturate(Proxy proxy, ChatRequest request, int connections, Duration atMost) {
    return converse(proxy, request, connections, Duration.ZERO, atMost);
  }

  /** The same with clients that pause between an answer and their next request. */
  Tally converse(
      Proxy proxy, ChatRequest request, int connections, Duration pause, Duration atMost) {
    Tally tally =
        load.converse(proxy.port(), connections, request, pause, atMost, MOST_REQUESTS).join();
    sent.merge(proxy, tally.answered() + tally.errorCount(), Long::sum);
    return tally;
  }

  /** How many requests a proxy got from {@link #saturate} and {@link #converse} so far. */
  long sentTo(Proxy proxy) {
    return sent.getOrDefault(proxy, 0L);
  }

  /**
   * Loads a proxy until it is compiled; what was captured is drained afterwards.
   *
   * @return the last burst's tally
   */
  Tally warmUp(Proxy proxy, ChatRequest request, int connections) {
    Duration before = proxy.process().tree().cpu();
    long answered = 0;
    Tally last = new Tally();
    for (int burst = 0; burst < WARM_UP_BURSTS; burst++) {
      last = saturate(proxy, request, connections, BURST);
      answered += last.answered();
      Duration spent = proxy.process().tree().cpu().minus(before);
      if (proxy.engine() == Proxy.Engine.NATIVE
          || last.answered() == 0
          || answered >= options.warmUpRequests()
          || spent.compareTo(options.warmUpCpu()) >= 0) {
        break;
      }
    }
    settle(proxy);
    note(
        "%s warm after %,d requests and %.1f s of CPU%s"
            .formatted(
                proxy.name(),
                answered,
                proxy.process().tree().cpu().minus(before).toMillis() / 1e3,
                last.errorCount() == 0 ? "" : ", errors " + last.errors()));
    return last;
  }

  /** Waits until a proxy has worked off what it keeps behind. */
  void settle(Proxy proxy) {
    proxy
        .captures()
        .ifPresent(
            captures -> {
              if (!captures.awaitDrained(DRAIN)) {
                say(proxy.name() + " still had a spool of " + captures.spoolBytes() + " bytes");
              }
            });
  }

  /** Waits that long. */
  static void rest(Duration duration) {
    try {
      TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Shows progress. */
  void note(String line) {
    System.err.println("  " + line);
  }

  /** Prints a line of the result, and keeps it. */
  void say(Object line) {
    System.out.println(line);
    try {
      Files.writeString(
          sheet,
          line + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void clear(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + folder, e);
    }
  }

  @Override
  public void close() {
    teacher.close();
    load.close();
    clear(folder);
  }
}
