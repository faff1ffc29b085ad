package dev.understudy.bench;

import dev.understudy.bench.load.Tally;
import dev.understudy.bench.machine.LiveHeap;
import dev.understudy.bench.machine.ProcessTree;
import dev.understudy.bench.peer.Peer;
import dev.understudy.bench.peer.Proxy;
import dev.understudy.bench.teacher.Delay;
import dev.understudy.bench.traffic.Ask;
import dev.understudy.bench.traffic.ChatRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Whether memory stays bounded with a student that takes every call and never answers: a minute of
 * saturation, beside the same gateway without a student.
 */
final class SilentStudentScenario {
  private static final int CLIENTS = 32;
  private static final int REQUEST_BYTES = 1_024;
  private static final long MOST_REQUESTS = 10_000_000;
  private static final long LAST_SECONDS = 3; // for looking at the heap under load
  private static final double MIB = 1 << 20;
  private static final Ask ASK = Ask.answer(1_024);
  private static final Target GROWTH =
      Target.atMost("growth of resident memory from the middle third to the last, MiB", 64);
  private static final Target KEPT_HEAP =
      Target.atMost("live heap after the load, MiB more than before", 8);

  /** What was seen of one proxy. */
  private record Watched(
      Tally tally, long shadows, List<Double> residentMiB, List<Double> heapMiB) {
    double heapKeptMiB() {
      return heapMiB.get(2) - heapMiB.get(0);
    }
  }

  void play(Stage stage) {
    stage.say(
        "\n## shadow-silent: memory with a student that never answers, %d s of saturation\n"
            .formatted(stage.options().longRun().toSeconds()));
    Map<String, Watched> all = new LinkedHashMap<>();
    try (Stub student = stage.student(Delay.FOREVER)) {
      List<Peer> both = new ArrayList<>();
      for (Peer peer : stage.peers()) {
        peer.shadowing(student.port())
            .filter(
                with -> with.name().equals("understudy-dark")) // a mirror would just stand still
            .ifPresent(with -> both.addAll(List.of(peer, with)));
      }
      for (Peer peer : both) {
        try (Proxy proxy = stage.start(peer, false)) {
          all.put(peer.name(), watch(stage, proxy, student));
        } catch (IllegalStateException failure) {
          stage.say(peer.name() + " left out: " + failure.getMessage());
        }
      }
    }
    print(stage, all);
  }

  private static Watched watch(Stage stage, Proxy proxy, Stub student) {
    ProcessTree tree = proxy.process().tree();
    ChatRequest request = stage.request(proxy, ASK, REQUEST_BYTES);
    stage.warmUp(proxy, request, CLIENTS);
    double before = liveHeapMiB(tree);
    long asked = student.asked();

    List<Double> residentMiB = new ArrayList<>();
    CompletableFuture<Tally> run =
        stage
            .load()
            .saturate(proxy.port(), CLIENTS, request, stage.options().longRun(), MOST_REQUESTS);
    for (long second = stage.options().longRun().toSeconds() - LAST_SECONDS; second > 0; second--) {
      residentMiB.add(tree.residentBytes() / MIB);
      Stage.rest(Duration.ofSeconds(1));
    }
    double during = liveHeapMiB(tree);
    Tally tally = run.join();
    stage.settle(proxy);
    long shadows = student.asked() - asked;
    return new Watched(tally, shadows, residentMiB, List.of(before, during, liveHeapMiB(tree)));
  }

  private static double liveHeapMiB(ProcessTree tree) {
    return LiveHeap.bytes(tree.pid())
            .orElseThrow(() -> new IllegalStateException("jcmd showed no histogram"))
        / MIB;
  }

  private static void print(Stage stage, Map<String, Watched> all) {
    Table table =
        new Table(
            "peer",
            "req/s",
            "errors",
            "shadow calls",
            "RSS MiB: first",
            "middle",
            "last",
            "growth",
            "live heap MiB: before",
            "during",
            "after");
    all.forEach(
        (peer, watched) -> {
          List<Double> resident = watched.residentMiB();
          table.row(
              peer,
              Table.number(watched.tally().perSecond()),
              "%,d".formatted(watched.tally().errorCount()),
              "%,d".formatted(watched.shadows()),
              Table.number(resident.get(0)),
              Table.number(resident.get(resident.size() / 2)),
              Table.number(resident.get(resident.size() - 1)),
              Table.number(Figures.growth(resident)),
              Table.number(watched.heapMiB().get(0)),
              Table.number(watched.heapMiB().get(1)),
              Table.number(watched.heapMiB().get(2)));
        });
    stage.say(table);
    Watched ours = all.get("understudy-dark");
    if (ours != null) {
      stage.say(GROWTH.verdict(Figures.growth(ours.residentMiB())));
      stage.say(KEPT_HEAP.verdict(ours.heapKeptMiB()));
    }
  }
}
