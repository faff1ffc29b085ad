package dev.understudy.bench;

import dev.understudy.bench.load.Tally;
import dev.understudy.bench.machine.LiveHeap;
import dev.understudy.bench.machine.ProcessTree;
import dev.understudy.bench.peer.Peer;
import dev.understudy.bench.peer.Proxy;
import dev.understudy.bench.traffic.Ask;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What an open stream costs in memory: a thousand slow ones at once, against the same process warm
 * and idle. Each round has a fresh process, since a heap once grown hides the next growth.
 */
final class StreamsScenario {
  private static final int STREAMS = 1_000;
  private static final int REQUEST_BYTES = 1_024;
  private static final int WARM_UP_CONNECTIONS = 64;
  private static final int WARM_UP_STREAMS = 50;
  private static final int MOST_ROUNDS = 3;
  private static final Duration AT_MOST = Duration.ofMinutes(2);
  private static final Duration IDLE = Duration.ofSeconds(3);
  private static final Duration UNDER_WAY = Duration.ofSeconds(12);
  private static final Ask SLOW = Ask.stream(100, 250);
  private static final Ask FAST = Ask.stream(100, 5);
  private static final Target RESIDENT = Target.atMost("resident KB per stream", 100);
  private static final Target LIVE = Target.atMost("live heap KB per stream", 40);

  private static final class Row {
    private final Figures residentKb = new Figures();
    private final Figures heapKb = new Figures();
    private final Figures idleMiB = new Figures();
    private final Figures busyMiB = new Figures();
    private final Figures pieces = new Figures();
    private long answered;
    private long errors;
  }

  void play(Stage stage) {
    stage.say("\n## streams: memory of 1,000 concurrent streams, a delta every 250 ms\n");
    Map<String, Row> rows = new LinkedHashMap<>();
    int rounds = Math.min(stage.options().rounds(), MOST_ROUNDS);
    for (int round = 0; round < rounds; round++) {
      for (Peer peer : stage.peers()) {
        try (Proxy proxy = stage.start(peer, true)) {
          measure(stage, proxy, rows.computeIfAbsent(peer.name(), name -> new Row()));
        } catch (IllegalStateException failure) {
          stage.say(peer.name() + " left out: " + failure.getMessage());
        }
      }
    }
    print(stage, rows);
  }

  private static void measure(Stage stage, Proxy proxy, Row row) {
    ProcessTree tree = proxy.process().tree();
    boolean jvm = proxy.engine() == Proxy.Engine.JVM;
    stage.warmUp(
        proxy, stage.request(proxy, Ask.answer(1_024), REQUEST_BYTES), WARM_UP_CONNECTIONS);
    stage.saturate(
        proxy,
        stage.request(proxy, FAST, REQUEST_BYTES),
        WARM_UP_STREAMS,
        stage.options().window());
    stage.settle(proxy);
    long heapBefore = jvm ? liveHeap(tree) : 0;
    Stage.rest(IDLE);
    long before = tree.residentBytes();

    CompletableFuture<Tally> streams =
        stage
            .load()
            .saturate(
                proxy.port(), STREAMS, stage.request(proxy, SLOW, REQUEST_BYTES), AT_MOST, STREAMS);
    Stage.rest(UNDER_WAY);
    long during = tree.residentBytes();
    long heapDuring = jvm ? liveHeap(tree) : 0;
    Tally tally = streams.join();

    row.residentKb.add((during - before) / 1e3 / STREAMS);
    if (jvm) {
      row.heapKb.add((heapDuring - heapBefore) / 1e3 / STREAMS);
    }
    row.idleMiB.add(before / (double) (1 << 20));
    row.busyMiB.add(during / (double) (1 << 20));
    row.pieces.add(tally.piecesPerAnswer());
    row.answered += tally.answered();
    row.errors += tally.errorCount();
  }

  private static long liveHeap(ProcessTree tree) {
    return LiveHeap.bytes(tree.pid())
        .orElseThrow(() -> new IllegalStateException("jcmd showed no histogram"));
  }

  private static void print(Stage stage, Map<String, Row> rows) {
    Table table =
        new Table(
            "peer",
            "resident KB/stream: lowest",
            "median",
            "live heap KB/stream: lowest",
            "median",
            "RSS idle MiB",
            "RSS with streams MiB",
            "pieces/answer",
            "whole answers",
            "errors");
    rows.forEach(
        (peer, row) ->
            table.row(
                peer,
                Table.number(row.residentKb.lowest()),
                Table.number(row.residentKb.median()),
                Table.number(row.heapKb.lowest()),
                Table.number(row.heapKb.median()),
                Table.number(row.idleMiB.median()),
                Table.number(row.busyMiB.median()),
                Table.number(row.pieces.median()),
                "%,d".formatted(row.answered),
                "%,d".formatted(row.errors)));
    stage.say(table);
    Row ours = rows.get("understudy");
    if (ours != null) {
      stage.say(RESIDENT.verdict(ours.residentKb.median()));
      stage.say(LIVE.verdict(ours.heapKb.median()));
    }
  }
}
