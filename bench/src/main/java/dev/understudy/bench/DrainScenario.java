package dev.understudy.bench;

import dev.understudy.bench.load.Tally;
import dev.understudy.bench.peer.Captures;
import dev.understudy.bench.peer.Peer;
import dev.understudy.bench.peer.Proxy;
import dev.understudy.bench.traffic.Ask;
import dev.understudy.bench.traffic.ChatRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Whether the drain keeps up: the spool's size while the proxy is saturated for a minute. */
final class DrainScenario {
  private static final int CONNECTIONS = 64;
  private static final int REQUEST_BYTES = 1_024;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int LINES = 12;

  /** The spool may breathe by one segment, which is drained as a whole. */
  private static final Target GROWTH =
      Target.atMost("growth of the spool from the middle third to the last, MiB", 64);

  void play(Stage stage) {
    for (Peer peer : stage.peers()) {
      if (!peer.name().equals("understudy")) {
        continue; // the others keep nothing behind
      }
      stage.say(
          "\n## drain: the spool during %d s of saturation, 1 KB/1 KB\n"
              .formatted(stage.options().longRun().toSeconds()));
      try (Proxy proxy = stage.start(peer, false)) {
        measure(stage, proxy, proxy.captures().orElseThrow());
      } catch (IllegalStateException failure) {
        stage.say(peer.name() + " left out: " + failure.getMessage());
      }
    }
  }

  private static void measure(Stage stage, Proxy proxy, Captures captures) {
    ChatRequest request = stage.request(proxy, Ask.answer(1_024), REQUEST_BYTES);
    stage.warmUp(proxy, request, CONNECTIONS);
    long before = captures.exchanges();

    List<Double> spoolMiB = new ArrayList<>();
    CompletableFuture<Tally> run =
        stage
            .load()
            .saturate(proxy.port(), CONNECTIONS, request, stage.options().longRun(), 10_000_000);
    while (!run.isDone()) {
      spoolMiB.add(captures.spoolBytes() / (double) (1 << 20));
      Stage.rest(Duration.ofSeconds(1));
    }
    Tally tally = run.join();
    long end = System.nanoTime();
    boolean drained = captures.awaitDrained(PATIENCE);
    double after = (System.nanoTime() - end) / 1e9;

    print(stage, spoolMiB);
    stage.say(
        ("%,d requests at %s per second, %,d errors; %,d rows in the store%s; "
                + "spool %s %s s after the load, the age of the last segment included")
            .formatted(
                tally.answered(),
                Table.number(tally.perSecond()),
                tally.errorCount(),
                captures.exchanges() - before,
                captures.exchanges() - before == tally.answered() ? ", all of them" : "",
                drained ? "empty" : "NOT EMPTY",
                Table.number(after)));
    stage.say(GROWTH.verdict(Figures.growth(spoolMiB)));
  }

  private static void print(Stage stage, List<Double> spoolMiB) {
    Table table = new Table("second", "spool MiB");
    int step = Math.max(1, spoolMiB.size() / LINES);
    for (int i = 0; i < spoolMiB.size(); i += step) {
      table.row(Integer.toString(i), Table.number(spoolMiB.get(i)));
    }
    stage.say(table);
  }
}
