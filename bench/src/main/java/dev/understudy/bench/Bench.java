package dev.understudy.bench;

import dev.understudy.bench.machine.Machine;
import dev.understudy.bench.peer.Peer;
import dev.understudy.bench.traffic.Ask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures Understudy beside its peers and prints the tables. */
public final class Bench {
  private static final int USAGE_ERROR = 64;

  private static final List<CpuScenario> CPU =
      List.of(
          new CpuScenario(
              "http-1k",
              "1 KB request, 1 KB answer, 64 connections, saturated",
              Ask.answer(1_024),
              1_024,
              64,
              1_000,
              Target.atMost("CPU ms per 1,000", 75)),
          new CpuScenario(
              "http-16k",
              "16 KB request, 4 KB answer, 64 connections, saturated",
              Ask.answer(4_096),
              16_384,
              64,
              1_000,
              Target.atMost("CPU ms per 1,000", 260)),
          new CpuScenario(
              "sse",
              "streams of 100 deltas, one each 5 ms, 32 at a time",
              Ask.stream(100, 5),
              1_024,
              32,
              1,
              Target.atMost("CPU ms per stream", 6.5)));

  private Bench() {}

  /**
   * Runs what the arguments ask for; see {@code bench/README.md}.
   *
   * @param args {@code --rounds N --only a,b --peers a,b --quick}
   */
  public static void main(String[] args) throws IOException {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException wrong) {
      System.err.println("bench/run: " + wrong.getMessage());
      System.err.println(Options.USAGE);
      System.exit(USAGE_ERROR);
      return;
    }
    run(options, Path.of(System.getProperty("bench.project", ".")).toAbsolutePath().normalize());
  }

  private static void run(Options options, Path project) throws IOException {
    String now =
        LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    Path results = project.resolve("bench/target/results");
    Files.createDirectories(results);
    Path sheet = results.resolve(now + ".md");
    List<String> absent = new ArrayList<>();
    List<Peer> peers = new ArrayList<>();
    for (Peer peer : Peer.all(project)) {
      if (options.peers().contains(peer.name())) {
        Optional<String> obstacle = peer.obstacle();
        if (obstacle.isEmpty()) {
          peers.add(peer);
        } else {
          absent.add(peer.name() + " left out: " + obstacle.get());
        }
      }
    }
    Path folder = project.resolve("bench/target/work-" + now);
    try (Stage stage = new Stage(options, peers, folder, sheet)) {
      describe(stage);
      absent.forEach(stage::say);
      stage.warmUpLoad();
      for (String scenario : options.scenarios()) {
        play(stage, scenario);
      }
    }
    System.out.println("\nkept in " + sheet);
  }

  private static void play(Stage stage, String scenario) {
    switch (scenario) {
      case "latency" -> new LatencyScenario().play(stage);
      case "streams" -> new StreamsScenario().play(stage);
      case "drain" -> new DrainScenario().play(stage);
      case "shadow" -> new ShadowScenario().play(stage);
      case "hybrid" -> new HybridScenario().play(stage);
      case "shadow-silent" -> new SilentStudentScenario().play(stage);
      default ->
          CPU.stream()
              .filter(candidate -> candidate.name().equals(scenario))
              .forEach(found -> found.play(stage));
    }
  }

  private static void describe(Stage stage) {
    Options options = stage.options();
    stage.say("machine: " + Machine.describe());
    stage.say(
        ("settings: proxy on core %d, load and teacher on core %d; %d rounds in turns, windows of "
                + "%d s; warm-up %d s of CPU or %,d requests; capture 'os', drain counted")
            .formatted(
                Peer.CORE,
                Stage.LOAD_CORE,
                options.rounds(),
                options.window().toSeconds(),
                options.warmUpCpu().toSeconds(),
                options.warmUpRequests()));
    if (Machine.cores() < 2) {
      stage.say("WARNING: one core only; the load and the proxy disturb one another");
    }
  }
}
