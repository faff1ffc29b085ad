package dev.understudy.sink.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.exchange.Entry;
import dev.understudy.sink.ChildJvm;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.capture.CaptureSettings;
import dev.understudy.sink.firehose.FirehoseServer.Answering;
import dev.understudy.sink.firehose.FirehoseServer.Arrived;
import dev.understudy.sink.firehose.FirehoseServer.Call;
import dev.understudy.sink.firehose.command.ReconcileRun;
import dev.understudy.sink.store.FolderStore;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that captures into delivery streams, killed while it does. */
class KilledSenderTest {
  private static final int ROUNDS = 2;

  @Test
  void whatWasAcknowledgedArrivesHoweverOftenTheProcessIsKilled(@TempDir Path folder)
      throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> kept = new ArrayList<>();

    try (FirehoseHouse house = new FirehoseHouse(folder)) {
      for (int round = 0; round < ROUNDS; round++) {
        kept.addAll(runAndKill(house, 2 + random.nextInt(6)));
      }
      try (Capture capture = Capture.open(captureSettings(folder), house.target())) {
        assertThat(capture.flush(Duration.ofSeconds(30))).isTrue();
      }

      Set<String> requests = new HashSet<>();
      ObjectMapper json = new ObjectMapper();
      for (Arrived each : house.server().arrived()) {
        requests.add(json.readTree(each.line()).path("request_id").asText());
      }
      assertThat(requests).as("seed %d", seed).containsAll(kept);
      assertThat(callsSentAgain(house.server().calls()))
          .as("calls that were under way when a process was killed, seed %d", seed)
          .hasSizeLessThanOrEqualTo(ROUNDS * house.settings.underWay());
      assertThat(house.server().complaints()).isEmpty();
      house.server().write(folder.resolve("arrived"), true);
      ReconcileRun run = ReconcileRun.of(house.sent(), folder.resolve("arrived"));
      assertThat(run.status()).as(run.out()).isZero();
      assertThat(run.json().path("sent").asInt()).isEqualTo(house.server().timesArrived().size());
    }
  }

  /** The calls of which a record came once more in a later one, whichever those are. */
  private static List<Call> callsSentAgain(List<Call> calls) {
    List<Call> again = new ArrayList<>();
    Set<String> later = new HashSet<>();
    for (int i = calls.size() - 1; i >= 0; i--) {
      if (!Collections.disjoint(later, calls.get(i).ids())) {
        again.add(calls.get(i));
      }
      later.addAll(calls.get(i).ids());
    }
    return again;
  }

  /** Lets a child offer and send until it has made so many calls, and kills it there and then. */
  private static List<String> runAndKill(FirehoseHouse house, int enough) throws Exception {
    int before = house.server().calls().size();
    Process child =
        new ProcessBuilder(
                ChildJvm.command(
                    Child.class, house.folder.toString(), house.server().endpoint().toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> ids = new ArrayList<>();
    house
        .server()
        .temper(
            call -> {
              if (call.number() >= before + enough) {
                child.toHandle().destroyForcibly(); // leaves us what it printed before
              }
              return Answering.ALL;
            });
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.length() == 37 && line.endsWith(".")) {
          ids.add(line.substring(0, 36));
        }
      }
    } finally {
      child.destroyForcibly().waitFor();
      house.server().temper(call -> Answering.ALL);
    }
    assertThat(ids).isNotEmpty();
    return ids;
  }

  private static CaptureSettings captureSettings(Path folder) {
    return CaptureSettings.of("gateway-0", folder.resolve("spool"))
        .withSegments(1_000_000, Duration.ofMillis(200));
  }

  /** Offers without end and prints the request id of every entry that was kept. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      FirehoseSettings settings = FirehoseHouse.settings(URI.create(args[1]));
      SampleEntries samples = new SampleEntries(System.nanoTime());
      PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
      try (FolderStore claims = FolderStore.open(folder.resolve("captures"));
          FirehoseTarget target =
              new FirehoseTarget(
                  settings,
                  FirehoseHouse.client(settings),
                  folder.resolve("firehose"),
                  claims,
                  SampleExchanges::unread,
                  Clock.systemUTC(),
                  new Random());
          Capture capture = Capture.open(captureSettings(folder), target)) {
        while (!out.checkError()) {
          Entry entry = samples.any();
          capture.offer(
              entry,
              receipt -> {
                if (receipt.isKept()) {
                  out.println(entry.requestId() + ".");
                }
              });
          while (capture.accounting().pending() + capture.accounting().spooled() > 500) {
            Thread.onSpinWait();
          }
        }
      }
    }
  }
}
