package dev.understudy.sink.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Table;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.capture.Accounting;
import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.capture.CaptureSettings;
import dev.understudy.sink.capture.Captured;
import dev.understudy.sink.firehose.FirehoseServer.Answering;
import dev.understudy.sink.firehose.command.ReconcileRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: capture, spool, drain, delivery stream. */
class CaptureIntoFirehoseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private FirehoseHouse house;
  private CaptureSettings settings;

  @BeforeEach
  void openHouse(@TempDir Path folder) throws IOException {
    house = new FirehoseHouse(folder);
    settings =
        CaptureSettings.of("gateway-0", folder.resolve("spool"))
            .withSegments(200_000, Duration.ofMinutes(10));
  }

  @AfterEach
  void closeHouse() throws IOException {
    house.close();
  }

  private static List<Entry> offer(Capture capture, long seed, int count) {
    SampleEntries samples = new SampleEntries(seed);
    List<Entry> entries = Stream.generate(samples::any).limit(count).toList();
    entries.forEach(each -> capture.offer(each, receipt -> {}));
    return entries;
  }

  private static Map<String, Long> byTable(List<Entry> entries) {
    return entries.stream()
        .collect(Collectors.groupingBy(each -> each.table().word(), Collectors.counting()));
  }

  @Test
  void whatIsOfferedArrivesInItsTablesStreamAndTheAccountsAddUp() throws Exception {
    try (Capture capture = Capture.open(settings, house.target())) {
      List<Entry> entries = offer(capture, 1, 800);
      assertThat(capture.flush(PATIENCE)).isTrue();

      assertThat(capture.accounting()).isEqualTo(new Accounting(800, 0, 0, 800, Map.of()));
      byTable(entries)
          .forEach(
              (table, count) ->
                  assertThat(house.server().arrived())
                      .filteredOn(each -> each.stream().equals("captures-" + table))
                      .as(table)
                      .hasSize(count.intValue()));
    }
    assertThat(house.server().ids()).doesNotHaveDuplicates();
    house.server().write(house.folder.resolve("arrived"), true);
    assertThat(ReconcileRun.of(house.sent(), house.folder.resolve("arrived")).status()).isZero();
  }

  @Test
  void whileAStreamRefusesRecordsWaitInTheSpoolAndHealthSaysWhy() throws Exception {
    house
        .server()
        .temper(
            call ->
                call.stream().endsWith("feedback")
                    ? Answering.error(400, "AccessDeniedException")
                    : Answering.ALL);

    try (Capture capture = Capture.open(settings, house.target())) {
      offer(capture, 2, 300);
      capture.flush(Duration.ofMillis(1));
      Captured.await(() -> capture.health().drainProblem() != null);
      Captured.await(() -> capture.accounting().pending() == 0);

      assertThat(capture.health().drainProblem())
          .contains("delivery stream captures-feedback refuses records (");
      Accounting waiting = capture.accounting();
      assertThat(waiting.spooled()).isEqualTo(300 - waiting.stored()).isPositive();

      house.server().temper(call -> Answering.ALL);
      assertThat(capture.flush(PATIENCE)).isTrue();

      assertThat(capture.accounting()).isEqualTo(new Accounting(300, 0, 0, 300, Map.of()));
      assertThat(capture.health().drainProblem()).isNull();
    }
    assertThat(house.server().ids()).hasSize(300).doesNotHaveDuplicates();
  }

  @Test
  void theNextStartSendsWhatThisOneDidNot() throws Exception {
    house.server().temper(call -> call.number() < 2 ? Answering.ALL : Answering.CUT_BEFORE);
    try (Capture capture = Capture.open(settings, house.target())) {
      offer(capture, 3, 400);
      capture.flush(Duration.ofMillis(1));
      // it is given up after its calls were answered, so no record is taken that it does not know
      // of
      Captured.await(() -> capture.health().drainProblem() != null);
      capture.close(Duration.ZERO);
    }
    Set<String> first = Set.copyOf(house.server().ids());
    house.server().temper(call -> Answering.ALL);

    try (Capture capture = Capture.open(settings, house.target())) {
      assertThat(capture.flush(PATIENCE)).isTrue();
      for (Table table : Table.values()) {
        assertThat(capture.accounting(table).spooled()).as("%s", table).isZero();
      }
    }

    assertThat(first).isNotEmpty();
    assertThat(house.server().ids()).hasSize(400).doesNotHaveDuplicates();
  }
}
