package dev.understudy.bench;

import dev.understudy.bench.load.Tally;
import dev.understudy.bench.peer.Proxy;
import dev.understudy.bench.traffic.Ask;
import dev.understudy.bench.traffic.ChatRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one request costs a proxy in processor time, in a closed loop. The time a capture needs
 * afterwards to bring the window's records into the store belongs to it.
 *
 * @param name the scenario's name
 * @param title what is measured, for the reader
 * @param ask what each request asks for
 * @param requestBytes the size of its body
 * @param connections how many requests are under way at once
 * @param per the requests one figure is about: 1,000, or 1 for streams
 * @param target what Understudy is to reach
 */
record CpuScenario(
    String name, String title, Ask ask, int requestBytes, int connections, int per, Target target) {

  /** What is gathered of one peer over the rounds. */
  private static final class Row {
    private final Figures cpuMillis = new Figures();
    private final Figures perSecond = new Figures();
    private final Figures busy = new Figures();
    private final Figures pieces = new Figures();
    private final Figures others = new Figures();
    private final Figures residentMiB = new Figures();
    private long requests;
    private long errors;
  }

  void play(Stage stage) {
    stage.say("\n## " + name + ": " + title + "\n");
    Map<String, Row> rows = new LinkedHashMap<>();
    List<Proxy> proxies = stage.startAll(ask.streamed());
    try {
      for (Proxy proxy : List.copyOf(proxies)) {
        Row row = rows.computeIfAbsent(proxy.name(), peer -> new Row());
        Tally last = stage.warmUp(proxy, stage.request(proxy, ask, requestBytes), connections);
        if (last.answered() == 0) {
          row.errors += last.errorCount();
          proxies.remove(proxy);
          proxy.close();
        }
      }
      for (int round = 0; round < stage.options().rounds(); round++) {
        List<Proxy> order = new ArrayList<>(proxies);
        Collections.rotate(order, round);
        for (Proxy proxy : order) {
          measure(stage, proxy, rows.computeIfAbsent(proxy.name(), peer -> new Row()));
        }
        stage.note(name + ": round " + (round + 1) + " of " + stage.options().rounds() + " done");
      }
      print(stage, rows);
      if (stage.options().profile()) {
        proxies.forEach(proxy -> Profile.take(stage, name, proxy, () -> load(stage, proxy)));
      }
      proxies.forEach(proxy -> checkCaptured(stage, proxy));
    } finally {
      proxies.forEach(Proxy::close);
    }
  }

  private void measure(Stage stage, Proxy proxy, Row row) {
    Measurement taken = Measurement.take(stage, proxy, () -> load(stage, proxy));
    row.requests += taken.requests();
    row.errors += taken.tally().errorCount();
    row.cpuMillis.add(taken.cpuMillisPer(per));
    row.perSecond.add(taken.tally().perSecond());
    row.busy.add(taken.busyPercent());
    row.pieces.add(taken.tally().piecesPerAnswer());
    row.residentMiB.add(taken.residentMiB());
    row.others.add(taken.othersPercent());
  }

  private Tally load(Stage stage, Proxy proxy) {
    ChatRequest request = stage.request(proxy, ask, requestBytes);
    return stage.saturate(proxy, request, connections, stage.options().window());
  }

  private void print(Stage stage, Map<String, Row> rows) {
    String unit = per == 1 ? "CPU ms per stream" : "CPU ms per %,d".formatted(per);
    Table table =
        new Table(
            "peer",
            unit + ": lowest",
            "median",
            "highest",
            "x nginx",
            "x vertx",
            per == 1 ? "streams/s" : "req/s",
            "of the core %",
            "pieces/answer",
            "RSS MiB",
            "errors",
            "of requests",
            "others on core %");
    double nginx = lowest(rows, "nginx");
    double vertx = lowest(rows, "vertx");
    rows.forEach(
        (peer, row) ->
            table.row(
                peer,
                Table.number(row.cpuMillis.lowest()),
                Table.number(row.cpuMillis.median()),
                Table.number(row.cpuMillis.highest()),
                Table.number(row.cpuMillis.lowest() / nginx),
                Table.number(row.cpuMillis.lowest() / vertx),
                Table.number(row.perSecond.median()),
                Table.number(row.busy.median()),
                Table.number(row.pieces.median()),
                Table.number(row.residentMiB.highest()),
                "%,d".formatted(row.errors),
                "%,d".formatted(row.requests),
                Table.number(row.others.median())));
    stage.say(table);
    if (rows.containsKey("understudy")) {
      stage.say(target.verdict(lowest(rows, "understudy")));
    }
  }

  private static double lowest(Map<String, Row> rows, String peer) {
    return Optional.ofNullable(rows.get(peer))
        .map(row -> row.cpuMillis.lowest())
        .orElse(Double.NaN);
  }

  /** A capture that is fast because it loses records is none: the rows in the store are shown. */
  private static void checkCaptured(Stage stage, Proxy proxy) {
    proxy
        .captures()
        .ifPresent(
            captures ->
                stage.say(
                    "%s: %,d rows in the store for %,d requests sent, %,d bytes of Parquet"
                        .formatted(
                            proxy.name(),
                            captures.exchanges(),
                            stage.sentTo(proxy),
                            captures.storedBytes())));
  }
}
