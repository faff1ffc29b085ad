package dev.understudy.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.bench.load.Tally;
import dev.understudy.bench.micro.RouterScoring;
import dev.understudy.bench.micro.TrainingScoring;
import dev.understudy.bench.peer.Peer;
import dev.understudy.bench.peer.Proxy;
import dev.understudy.bench.traffic.Ask;
import dev.understudy.bench.traffic.ChatRequest;
import dev.understudy.diff.drift.InputProfileJson;
import dev.understudy.rules.router.RouterCard;
import dev.understudy.rules.router.RouterFile;
import dev.understudy.rules.router.TrainedRouter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a hybrid launch costs beyond a canary's: the same program with a student that serves all,
 * under one launch each. What each asks is added one by one, then all together; the last withholds
 * every answer, so that a second call and a comparison belong to it.
 */
final class HybridScenario {
  private static final int CLIENTS = 32;
  private static final int REQUEST_BYTES = 4_096;
  private static final Ask ASK = Ask.answer(1_024);
  private static final String CANARY = "canary";
  private static final String ALL = "hybrid-all";
  private static final Target EXTRA =
      Target.atMost("CPU us per request beyond the canary's, of " + ALL, 150);

  private static final String RULES =
      """
      version: 1
      upstreams:
        student: {url: "http://127.0.0.1:PORT/v1"}
      routes:
        - name: bench
          teacher: teacher
          student: student
          sticky: request
          launch:
            LAUNCH
      """;
  private static final String EASY =
      "easy: 'request.tokens < 100000 && request.tools == 0 && request.messages < 20'";
  private static final String ROUTER = "easy: {router: FILE, threshold: 0}";
  private static final String TRAINED = "trained_on: FILE";
  private static final String CONFIDENT = "confident: 0.5";
  private static final String CHECK =
      "check: {refusal: no, repetition: no, pii: no, min_length: 5}";

  /** What is gathered of one launch over the rounds; extras are those within a round. */
  private static final class Row {
    private final Figures micros = new Figures();
    private final Figures extra = new Figures();
    private final Figures perSecond = new Figures();
    private final Figures asked = new Figures();
    private final Figures busy = new Figures();
    private final Figures others = new Figures();
    private long requests;
    private long errors;

    void add(Window window, Measurement canary) {
      Measurement taken = window.taken();
      asked.add((double) window.asked() / taken.requests());
      // milliseconds per 1,000 requests are microseconds per request
      micros.add(taken.cpuMillisPer(1_000));
      extra.add(taken.cpuMillisPer(1_000) - canary.cpuMillisPer(1_000));
      perSecond.add(taken.tally().perSecond());
      busy.add(taken.busyPercent());
      others.add(taken.othersPercent());
      requests += taken.requests();
      errors += taken.tally().errorCount();
    }
  }

  /** One launch's turn in a round, and how many calls the student got. */
  private record Window(Measurement taken, long asked) {}

  void play(Stage stage) {
    Optional<Peer> ours =
        stage.peers().stream().filter(peer -> peer.name().equals("understudy")).findFirst();
    if (ours.isEmpty()) {
      stage.say("\nhybrid: left out, as understudy takes no part");
      return;
    }
    stage.say(
        "\n## hybrid: the student serves all, under a canary and under hybrids; %d clients, 4 KB/1 KB\n"
            .formatted(CLIENTS));
    try (Stub student = stage.confidentStudent()) {
      List<Proxy> proxies = stage.startAll(launches(stage, ours.get(), student), false);
      try {
        proxies.forEach(proxy -> stage.warmUp(proxy, request(stage, proxy), CLIENTS));
        print(stage, measure(stage, proxies, student));
        if (stage.options().profile()) {
          proxies.forEach(proxy -> Profile.take(stage, "hybrid", proxy, () -> load(stage, proxy)));
        }
        proxies.forEach(proxy -> checkCaptured(stage, proxy));
      } finally {
        proxies.forEach(Proxy::close);
      }
    }
  }

  private static List<Peer> launches(Stage stage, Peer ours, Stub student) {
    String learned = ROUTER.replace("FILE", router(stage).toString());
    String trained = TRAINED.replace("FILE", inputs(stage).toString());
    Map<String, String> launches = new LinkedHashMap<>();
    launches.put(CANARY, "canary: {share: 100%}");
    launches.put("hybrid-easy", hybrid(EASY));
    launches.put("hybrid-router", hybrid(learned));
    launches.put("hybrid-trained", hybrid(trained));
    launches.put("hybrid-confident", hybrid(CONFIDENT));
    launches.put("hybrid-check", hybrid(CHECK));
    launches.put(ALL, hybrid(String.join(", ", learned, trained, CONFIDENT, CHECK)));
    launches.put("hybrid-withheld", hybrid("confident: 1.0"));
    List<Peer> peers = new ArrayList<>();
    launches.forEach(
        (name, launch) -> {
          String rules =
              RULES.replace("PORT", Integer.toString(student.port())).replace("LAUNCH", launch);
          ours.under(name, rules).ifPresent(peers::add);
        });
    return peers;
  }

  private static String hybrid(String asks) {
    return "hybrid: {share: 100%, " + asks + "}";
  }

  /** A router of any weights, to which every request is easy as its threshold is 0. */
  private static Path router(Stage stage) {
    Path file = stage.folder().resolve("router.json");
    RouterCard card =
        new RouterCard(
            "bench",
            "student",
            List.of(),
            Instant.EPOCH,
            new RouterCard.Counts(0, 0, 0, 0),
            new RouterCard.Quality(1, 0),
            new RouterCard.Threshold(0, "every request to the student", 0, 1),
            List.of());
    try {
      RouterFile.write(file, new TrainedRouter(card, RouterScoring.router(0)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** The description of a student that was trained on such requests. */
  private static Path inputs(Stage stage) {
    Path file = stage.folder().resolve("student.json");
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    description.set("inputs", InputProfileJson.write(TrainingScoring.profile(REQUEST_BYTES)));
    try {
      Files.createDirectories(stage.folder());
      return Files.writeString(file, description.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ChatRequest request(Stage stage, Proxy proxy) {
    return stage.request(proxy, ASK, REQUEST_BYTES);
  }

  private static Tally load(Stage stage, Proxy proxy) {
    return stage.saturate(proxy, request(stage, proxy), CLIENTS, stage.options().window());
  }

  private static Map<String, Row> measure(Stage stage, List<Proxy> proxies, Stub student) {
    Map<String, Row> rows = new LinkedHashMap<>();
    proxies.forEach(proxy -> rows.put(proxy.name(), new Row()));
    for (int round = 0; round < stage.options().rounds(); round++) {
      List<Proxy> order = new ArrayList<>(proxies);
      Collections.rotate(order, round);
      Map<String, Window> taken = new LinkedHashMap<>();
      for (Proxy proxy : order) {
        long before = student.asked();
        Measurement measured = Measurement.take(stage, proxy, () -> load(stage, proxy));
        taken.put(proxy.name(), new Window(measured, student.asked() - before));
      }
      Measurement canary =
          Objects.requireNonNull(taken.get(CANARY), "the canary did not start").taken();
      rows.forEach((name, row) -> row.add(Objects.requireNonNull(taken.get(name), name), canary));
      stage.note("hybrid: round " + (round + 1) + " of " + stage.options().rounds() + " done");
    }
    return rows;
  }

  private static void print(Stage stage, Map<String, Row> rows) {
    Table table =
        new Table(
            "launch",
            "CPU us per request: lowest",
            "median",
            "highest",
            "beyond the canary: lowest",
            "median",
            "highest",
            "student calls/request",
            "req/s",
            "of the core %",
            "errors",
            "of requests",
            "others on core %");
    rows.forEach(
        (launch, row) ->
            table.row(
                launch,
                Table.number(row.micros.lowest()),
                Table.number(row.micros.median()),
                Table.number(row.micros.highest()),
                Table.number(row.extra.lowest()),
                Table.number(row.extra.median()),
                Table.number(row.extra.highest()),
                Table.number(row.asked.median()),
                Table.number(row.perSecond.median()),
                Table.number(row.busy.median()),
                "%,d".formatted(row.errors),
                "%,d".formatted(row.requests),
                Table.number(row.others.median())));
    stage.say(table);
    Row all = rows.get(ALL);
    if (all != null) {
      stage.say(EXTRA.verdict(all.extra.median()));
    }
  }

  /** An answer that was withheld is an exchange of its own, and is compared. */
  private static void checkCaptured(Stage stage, Proxy proxy) {
    proxy
        .captures()
        .ifPresent(
            captures ->
                stage.say(
                    "%s: %,d exchanges in the store for %,d requests sent; %,d comparisons"
                        .formatted(
                            proxy.name(),
                            captures.exchanges(),
                            stage.sentTo(proxy),
                            captures.comparisons())));
  }
}
