package dev.understudy.bench;

import dev.understudy.bench.load.Tally;
import dev.understudy.bench.peer.Peer;
import dev.understudy.bench.peer.Proxy;
import dev.understudy.bench.teacher.Delay;
import dev.understudy.bench.traffic.Ask;
import dev.understudy.bench.traffic.ChatRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a copy of all traffic to a slow student costs those who are served: each proxy that can send
 * one against itself without, under clients that saturate it and under clients that pause.
 */
final class ShadowScenario {
  private static final int CLIENTS = 32;
  private static final int REQUEST_BYTES = 1_024;
  private static final Ask ASK = Ask.answer(1_024);
  private static final Duration BEHIND = Duration.ofMillis(500);

  private static final Target KEPT =
      Target.atLeast("throughput kept, of that without shadow", 0.90);
  private static final Target CPU = Target.atMost("CPU, times that without shadow", 2.0);
  private static final Target ERRORS = Target.atMost("requests that failed", 0);

  private static final List<Load> LOADS =
      List.of(
          new Load("shadow", "clients without a pause: saturated", Duration.ZERO),
          new Load(
              "shadow-paced",
              "clients that pause 4 ms: at most 8,000 requests/s",
              Duration.ofMillis(4)));

  /** How the clients behave. */
  private record Load(String name, String title, Duration pause) {
    Tally play(Stage stage, Proxy proxy) {
      ChatRequest request = stage.request(proxy, ASK, REQUEST_BYTES);
      return stage.converse(proxy, request, CLIENTS, pause, stage.options().window());
    }
  }

  /** A proxy twice, without and with a student. */
  private record Pair(Proxy without, Proxy with) {}

  /** One proxy's turn in a round. */
  private record Window(Measurement measured, long shadows) {
    double shadowsPerSecond() {
      return shadows * 1e9 / measured.tally().took().toNanos();
    }
  }

  /** What is gathered of one proxy over the rounds; ratios are those within a round. */
  private static final class Row {
    private final Figures perSecond = new Figures();
    private final Figures kept = new Figures();
    private final Figures cpuMillis = new Figures();
    private final Figures timesCpu = new Figures();
    private final Figures shadowsPerSecond = new Figures();
    private final Figures busy = new Figures();
    private final Figures residentMiB = new Figures();
    private final Figures others = new Figures();
    private long requests;
    private long errors;

    void add(Window window, Measurement without) {
      Measurement taken = window.measured();
      perSecond.add(taken.tally().perSecond());
      kept.add(taken.tally().perSecond() / without.tally().perSecond());
      cpuMillis.add(taken.cpuMillisPer(1_000));
      timesCpu.add(taken.cpuMillisPer(1_000) / without.cpuMillisPer(1_000));
      shadowsPerSecond.add(window.shadowsPerSecond());
      busy.add(taken.busyPercent());
      residentMiB.add(taken.residentMiB());
      others.add(taken.othersPercent());
      requests += taken.requests();
      errors += taken.tally().errorCount();
    }
  }

  private final Map<Proxy, Long> shadows = new HashMap<>();

  void play(Stage stage) {
    stage.say(
        "\n## shadow: a copy of every request to a student %d ms behind; %d clients, 1 KB/1 KB"
            .formatted(BEHIND.toMillis(), CLIENTS));
    List<Pair> pairs = new ArrayList<>();
    try (Stub student = stage.student(new Delay(BEHIND))) {
      for (Peer peer : stage.peers()) {
        peer.shadowing(student.port()).ifPresent(with -> start(stage, peer, with, pairs));
      }
      for (Proxy proxy : all(pairs)) {
        ChatRequest request = stage.request(proxy, ASK, REQUEST_BYTES);
        counted(student, proxy, () -> stage.warmUp(proxy, request, CLIENTS));
      }
      for (Load load : LOADS) {
        print(stage, load, measure(stage, load, pairs, student));
      }
      if (stage.options().profile()) {
        Load load = LOADS.get(0);
        for (Proxy proxy : all(pairs)) {
          Runnable window = () -> counted(student, proxy, () -> load.play(stage, proxy));
          Profile.take(stage, load.name(), proxy, window);
        }
      }
      all(pairs).forEach(proxy -> checkCaptured(stage, proxy));
    } finally {
      all(pairs).forEach(Proxy::close);
    }
  }

  private static void start(Stage stage, Peer without, Peer with, List<Pair> pairs) {
    List<Proxy> both = stage.startAll(List.of(without, with), false);
    if (both.size() == 2) {
      pairs.add(new Pair(both.get(0), both.get(1)));
    } else {
      both.forEach(Proxy::close);
    }
  }

  private static List<Proxy> all(List<Pair> pairs) {
    return pairs.stream().flatMap(pair -> Stream.of(pair.without(), pair.with())).toList();
  }

  /** Does that, and counts what the student was asked meanwhile. */
  private <T> T counted(Stub student, Proxy proxy, Supplier<T> deed) {
    long before = student.asked();
    T done = deed.get();
    shadows.merge(proxy, student.asked() - before, Long::sum);
    return done;
  }

  private Map<String, Row> measure(Stage stage, Load load, List<Pair> pairs, Stub student) {
    Map<String, Row> rows = new LinkedHashMap<>();
    all(pairs).forEach(proxy -> rows.put(proxy.name(), new Row()));
    for (int round = 0; round < stage.options().rounds(); round++) {
      List<Proxy> order = new ArrayList<>(all(pairs));
      Collections.rotate(order, round);
      Map<Proxy, Window> windows = new HashMap<>();
      for (Proxy proxy : order) {
        long before = shadows.getOrDefault(proxy, 0L);
        Measurement measured =
            counted(
                student,
                proxy,
                () -> Measurement.take(stage, proxy, () -> load.play(stage, proxy)));
        windows.put(proxy, new Window(measured, shadows.getOrDefault(proxy, 0L) - before));
      }
      for (Pair pair : pairs) {
        Window without = window(windows, pair.without());
        row(rows, pair.without()).add(without, without.measured());
        row(rows, pair.with()).add(window(windows, pair.with()), without.measured());
      }
      stage.note(load.name() + ": round " + (round + 1) + " of " + stage.options().rounds());
    }
    return rows;
  }

  private static Window window(Map<Proxy, Window> windows, Proxy proxy) {
    return Objects.requireNonNull(windows.get(proxy), proxy.name());
  }

  private static Row row(Map<String, Row> rows, Proxy proxy) {
    return Objects.requireNonNull(rows.get(proxy.name()), proxy.name());
  }

  private static void print(Stage stage, Load load, Map<String, Row> rows) {
    stage.say("\n`%s`, %s\n".formatted(load.name(), load.title()));
    Table table =
        new Table(
            "peer",
            "req/s: lowest",
            "median",
            "highest",
            "x without",
            "CPU ms per 1,000: lowest",
            "median",
            "highest",
            "x without",
            "shadow calls/s",
            "of the core %",
            "RSS MiB",
            "errors",
            "of requests",
            "others on core %");
    rows.forEach(
        (peer, row) ->
            table.row(
                peer,
                Table.number(row.perSecond.lowest()),
                Table.number(row.perSecond.median()),
                Table.number(row.perSecond.highest()),
                Table.number(row.kept.median()),
                Table.number(row.cpuMillis.lowest()),
                Table.number(row.cpuMillis.median()),
                Table.number(row.cpuMillis.highest()),
                Table.number(row.timesCpu.median()),
                Table.number(row.shadowsPerSecond.median()),
                Table.number(row.busy.median()),
                Table.number(row.residentMiB.highest()),
                "%,d".formatted(row.errors),
                "%,d".formatted(row.requests),
                Table.number(row.others.median())));
    stage.say(table);
    Row ours = rows.get("understudy-dark");
    if (ours != null) {
      stage.say(KEPT.verdict(ours.kept.median()));
      stage.say(CPU.verdict(ours.timesCpu.median()));
      stage.say(ERRORS.verdict((double) ours.errors));
    }
  }

  /** Nothing may be lost: each request and each shadow call is an exchange in the store. */
  private void checkCaptured(Stage stage, Proxy proxy) {
    proxy
        .captures()
        .ifPresent(
            captures ->
                stage.say(
                    ("%s: %,d exchanges in the store for %,d requests sent and %,d shadow calls "
                            + "taken by the student; %,d comparisons")
                        .formatted(
                            proxy.name(),
                            captures.exchanges(),
                            stage.sentTo(proxy),
                            shadows.getOrDefault(proxy, 0L),
                            captures.comparisons())));
  }
}
