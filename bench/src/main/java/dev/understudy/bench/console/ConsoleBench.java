package dev.understudy.bench.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.bench.Table;
import dev.understudy.bench.machine.LiveHeap;
import dev.understudy.bench.machine.Machine;
import dev.understudy.bench.machine.ProcessTree;
import dev.understudy.bench.peer.Jvm;
import dev.understudy.bench.peer.PinnedProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What each call of the console costs a gateway that remembers many disagreements: a gateway of its
 * own process finds them in its store as it starts, and is asked one call after the other.
 */
public final class ConsoleBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WARM_UP = 30;
  private static final int EXCHANGES = 10_000;
  private static final int LESS_OFTEN = 10;
  private static final String SEARCH = "/console/api/exchanges/search";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MIB = 1 << 20;
  private static final String DIFFERENCES =
      "/console/api/routes/" + Disagreements.ROUTE + "/differences";

  private static final String RULES =
      """
      version: 1
      upstreams:
        small: {url: "http://127.0.0.1:9/v1"}
      routes:
        - name: moderation
          match: {path: /v1/chat/completions}
          teacher: teacher
          student: small
          launch: {dark: {share: 100%}}
          compare: {as: label}
      """;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI admin;
  private final ProcessTree gateway;

  private ConsoleBench(URI admin, ProcessTree gateway) {
    this.admin = admin;
    this.gateway = gateway;
  }

  /**
   * Prints a table for each memory.
   *
   * @param args how many disagreements (100,000), how often each call is made (100), then the
   *     memories of the console (64MiB, its default, and 256MiB)
   */
  public static void main(String... args) throws IOException, InterruptedException {
    if (args.length < 3) {
      main("100000", "100", "64MiB", "256MiB");
      return;
    }
    int count = Integer.parseInt(args[0]);
    int times = Integer.parseInt(args[1]);
    System.out.println("machine: " + Machine.describe());
    for (int i = 2; i < args.length; i++) {
      Path folder = Files.createTempDirectory("console-bench");
      new Disagreements().write(folder.resolve("captures"), count, Instant.now());
      new StoredExchanges().write(folder.resolve("captures"), EXCHANGES, Instant.now());
      measure(folder, args[i], count, times);
    }
    System.exit(0); // the client's threads would linger
  }

  private static void measure(Path folder, String memory, int count, int times)
      throws IOException, InterruptedException {
    int port = PinnedProcess.freePort();
    int adminPort = PinnedProcess.freePort();
    Files.writeString(folder.resolve("rules.yaml"), RULES);
    Files.writeString(
        folder.resolve("gateway.yaml"),
        """
        listen: 127.0.0.1:%d
        admin: 127.0.0.1:%d
        teacher: http://127.0.0.1:9/v1
        rules: rules.yaml
        console: {memory: %s, prompts: viewer}
        capture: {store: captures, spool: spool}
        """
            .formatted(port, adminPort, memory));
    List<String> command = Jvm.command(dev.understudy.gateway.Main.class, "gateway", "--config");
    List<String> whole = new ArrayList<>(command);
    whole.add(folder.resolve("gateway.yaml").toString());
    try (PinnedProcess process =
        PinnedProcess.start("gateway", 0, adminPort, folder, Map.of(), whole)) {
      ConsoleBench bench =
          new ConsoleBench(URI.create("http://127.0.0.1:" + adminPort), process.tree());
      bench.print(memory, count, times);
    }
  }

  private void print(String memory, int count, int times) throws IOException, InterruptedException {
    int held = awaitRefill();
    System.out.printf("%n%,d disagreements stored, %,d held in %s%n%n", count, held, memory);
    Table table = new Table("call", "CPU ms", "ms median", "ms p99", "KiB");
    for (Map.Entry<String, String> call : calls().entrySet()) {
      row(table, call.getKey(), () -> get(call.getValue()), WARM_UP, times);
    }
    row(
        table,
        "words, found nowhere",
        this::searched,
        WARM_UP / LESS_OFTEN,
        Math.max(1, times / LESS_OFTEN));
    System.out.print(table);
    System.out.printf(
        "live heap %s MiB%n",
        LiveHeap.bytes(gateway.pid()).stream()
            .mapToObj(bytes -> Table.number(bytes / MIB))
            .findFirst()
            .orElse("unknown"));
  }

  /** A search through all exchanges, which finds none. */
  private HttpResponse<byte[]> searched() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = post(SEARCH, "{\"words\": \"found nowhere\"}");
    JsonNode told = JSON.readTree(answer.body());
    if (told.path("looked_at").asInt() - told.path("gone").asInt() != EXCHANGES) {
      throw new IllegalStateException("expected a search of all exchanges, got " + told);
    }
    return answer;
  }

  private static Map<String, String> calls() {
    Map<String, String> calls = new LinkedHashMap<>();
    calls.put("overview", "/console/api/overview");
    calls.put("route", "/console/api/routes/" + Disagreements.ROUTE + "?window=24h");
    calls.put("differences, all groups", DIFFERENCES);
    calls.put("differences, one group", DIFFERENCES + "?group=1");
    calls.put("differences, not judged", DIFFERENCES + "?judged=false");
    calls.put("search, found everywhere", DIFFERENCES + "?q=label-7");
    calls.put("search, found nowhere", DIFFERENCES + "?q=elsewhere");
    calls.put("captures", "/console/api/exchanges");
    calls.put("page", "/console");
    return calls;
  }

  /** Waits until all that fits is remembered. */
  private int awaitRefill() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      JsonNode seen = JSON.readTree(get(DIFFERENCES).body());
      if (!seen.path("shown").path("stored_until").isMissingNode()
          && !seen.path("shown").path("stored_until").isNull()) {
        int held = 0;
        for (JsonNode group : seen.path("groups")) {
          held += group.path("cases").asInt();
        }
        return held;
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    throw new IllegalStateException("what was stored was not read within " + PATIENCE);
  }

  /** Something that is asked. */
  private interface Call {
    HttpResponse<byte[]> ask() throws IOException, InterruptedException;
  }

  private void row(Table table, String name, Call call, int warmUp, int times)
      throws IOException, InterruptedException {
    for (int i = 0; i < warmUp; i++) {
      call.ask();
    }
    List<Double> millis = new ArrayList<>();
    int bytes = 0;
    Duration before = gateway.cpu();
    for (int i = 0; i < times; i++) {
      long begun = System.nanoTime();
      bytes = call.ask().body().length;
      millis.add((System.nanoTime() - begun) / NANOS_PER_MILLI);
    }
    double cpu = (double) gateway.cpu().minus(before).toMillis() / times;
    Collections.sort(millis);
    table.row(
        name,
        Table.number(cpu),
        Table.number(millis.get(times / 2)),
        Table.number(millis.get(times * 99 / 100)),
        Table.number(bytes / 1024.0));
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(admin.resolve(path)).build());
  }

  private HttpResponse<byte[]> post(String path, String body)
      throws IOException, InterruptedException {
    return answer(
        HttpRequest.newBuilder(admin.resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<byte[]> answer(HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() >= 400) {
      throw new IllegalStateException(
          request.uri() + ": " + answer.statusCode() + " " + new String(answer.body(), UTF_8));
    }
    return answer;
  }
}
