package dev.understudy.bench;

import dev.understudy.bench.load.Latencies;
import dev.understudy.bench.load.Tally;
import dev.understudy.bench.peer.Proxy;
import dev.understudy.bench.traffic.Ask;
import dev.understudy.bench.traffic.ChatRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a proxy adds to the latency at a fixed rate of requests, compared with asking the teacher
 * directly in the same round.
 */
final class LatencyScenario {
  private static final int PER_SECOND = 2_000;
  private static final int CONNECTIONS = 64;
  private static final int REQUEST_BYTES = 1_024;
  private static final double HEADROOM = 1.2;
  private static final Ask ASK = Ask.answer(1_024);
  private static final Target TARGET = Target.atMost("added p50, ms at 2,000 requests/s", 0.2);

  /** What is gathered of one peer over the rounds; added ones are against the same round. */
  private static final class Row {
    private final Figures p50 = new Figures();
    private final Figures p99 = new Figures();
    private final Figures added50 = new Figures();
    private final Figures added99 = new Figures();
    private long errors;

    void add(Latencies through, Latencies direct) {
      p50.add(through.millisAt(50));
      p99.add(through.millisAt(99));
      added50.add(through.millisAt(50) - direct.millisAt(50));
      added99.add(through.millisAt(99) - direct.millisAt(99));
      errors += through.tally().errorCount();
    }
  }

  void play(Stage stage) {
    stage.say(
        "\n## latency: open loop at %,d requests/s, counted from the intended start, 1 KB/1 KB\n"
            .formatted(PER_SECOND));
    Map<String, Row> rows = new LinkedHashMap<>();
    rows.put("direct", new Row());
    List<Proxy> proxies = stage.startAll(false);
    try {
      for (Proxy proxy : List.copyOf(proxies)) {
        Tally last = stage.warmUp(proxy, stage.request(proxy, ASK, REQUEST_BYTES), CONNECTIONS);
        if (last.perSecond() < PER_SECOND * HEADROOM) {
          stage.say(
              "%s left out: it takes no more than %.0f requests/s"
                  .formatted(proxy.name(), last.perSecond()));
          proxies.remove(proxy);
          proxy.close();
        }
      }
      for (int round = -1; round < stage.options().rounds(); round++) {
        playRound(stage, proxies, rows, round < 0);
      }
    } finally {
      proxies.forEach(Proxy::close);
    }
    print(stage, rows);
  }

  private static void playRound(
      Stage stage, List<Proxy> proxies, Map<String, Row> rows, boolean warmUp) {
    ChatRequest ask =
        new ChatRequest(ASK, REQUEST_BYTES, "127.0.0.1:" + stage.teacherPort(), Map.of());
    Latencies direct = pace(stage, stage.teacherPort(), ask);
    if (!warmUp) {
      rows.computeIfAbsent("direct", name -> new Row()).add(direct, direct);
    }
    for (Proxy proxy : proxies) {
      Latencies through = pace(stage, proxy.port(), stage.request(proxy, ASK, REQUEST_BYTES));
      stage.settle(proxy);
      if (!warmUp) {
        rows.computeIfAbsent(proxy.name(), name -> new Row()).add(through, direct);
      }
    }
  }

  private static Latencies pace(Stage stage, int port, ChatRequest request) {
    Duration window = stage.options().window();
    return stage.load().pace(port, CONNECTIONS, request, PER_SECOND, window).join();
  }

  private static void print(Stage stage, Map<String, Row> rows) {
    Table table =
        new Table(
            "peer",
            "p50 ms: lowest",
            "median",
            "added p50: lowest",
            "median",
            "p99 ms: lowest",
            "median",
            "added p99: lowest",
            "median",
            "errors");
    rows.forEach(
        (peer, row) ->
            table.row(
                peer,
                Table.number(row.p50.lowest()),
                Table.number(row.p50.median()),
                Table.number(row.added50.lowest()),
                Table.number(row.added50.median()),
                Table.number(row.p99.lowest()),
                Table.number(row.p99.median()),
                Table.number(row.added99.lowest()),
                Table.number(row.added99.median()),
                "%,d".formatted(row.errors)));
    stage.say(table);
    Row ours = rows.get("understudy");
    if (ours != null) {
      stage.say(TARGET.verdict(ours.added50.lowest()));
    }
  }
}
