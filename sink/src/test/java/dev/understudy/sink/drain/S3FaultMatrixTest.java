package dev.understudy.sink.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Exchange;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.capture.Accounting;
import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.capture.CaptureSettings;
import dev.understudy.sink.capture.Captured;
import dev.understudy.sink.capture.DropReason;
import dev.understudy.sink.capture.Receipt;
import dev.understudy.sink.capture.WhenFull;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.store.s3.Fault;
import dev.understudy.sink.store.s3.FaultyS3;
import dev.understudy.sink.store.s3.LocalS3;
import dev.understudy.sink.store.s3.MultipartOptions;
import dev.understudy.sink.store.s3.Patience;
import dev.understudy.sink.store.s3.S3Location;
import dev.understudy.sink.store.s3.S3Settings;
import dev.understudy.sink.store.s3.S3Store;
import dev.understudy.sink.store.s3.WireCall;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever S3 does: every exchange that was offered is in the store exactly once, or the accounting
 * says why not. All parts are real but the failures.
 */
class S3FaultMatrixTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MIB = 1024 * 1024;
  private static LocalS3 s3;
  private static LocalS3 open;

  @TempDir Path folder;
  private final SampleExchanges samples = new SampleExchanges(21);
  private final Set<String> offered = ConcurrentHashMap.newKeySet();
  private final Map<String, DropReason> dropped = new ConcurrentHashMap<>();
  private FaultyS3 faulty;
  private S3Location location;
  private S3Settings settings;
  private CaptureSettings capturing;

  @BeforeAll
  static void startServers() throws Exception {
    s3 = LocalS3.start();
    open = LocalS3.startOpen();
  }

  @AfterAll
  static void stopServers() throws Exception {
    s3.stop();
    open.stop();
  }

  @BeforeEach
  void standBefore() throws IOException {
    standBefore(s3);
    capturing =
        CaptureSettings.of("gateway-0", folder.resolve("spool"))
            .withSegments(100_000, Duration.ofHours(1));
  }

  private void standBefore(LocalS3 server) throws IOException {
    faulty = FaultyS3.before(server);
    location = server.bucket();
    settings =
        S3Settings.DEFAULTS
            .withEndpoint(faulty.endpoint())
            .withPatience(patience(Duration.ofSeconds(8)));
  }

  private static Patience patience(Duration attempt) {
    return new Patience(
        2,
        Patience.Pace.STANDARD,
        Duration.ofSeconds(2),
        attempt,
        Duration.ofSeconds(20),
        3,
        Duration.ofMillis(100));
  }

  @AfterEach
  void close() throws IOException {
    faulty.close();
  }

  private S3Store store() throws IOException {
    return S3Store.open(location, settings, folder.resolve("staging"), LocalS3.credentials());
  }

  private void offer(Capture capture, Exchange exchange) {
    String id = exchange.exchangeId().toString();
    offered.add(id);
    capture.offer(
        exchange,
        receipt -> {
          if (receipt instanceof Receipt.Dropped drop) {
            dropped.put(id, drop.reason());
          }
        });
  }

  private void offer(Capture capture, int count) {
    for (int i = 0; i < count; i++) {
      offer(capture, samples.small());
    }
  }

  /** Exchanges that no compression makes small. */
  private void offerLarge(Capture capture, int count, int bytes) {
    Random random = new Random(count);
    for (int i = 0; i < count; i++) {
      byte[] body = new byte[bytes];
      random.nextBytes(body);
      offer(
          capture, SampleExchanges.of(samples.uuid(), SampleExchanges.NOON, body, new byte[] {1}));
    }
  }

  private interface Course {
    void run(Capture capture, S3Store store) throws Exception;
  }

  /** Captures through that course, and looks whether all that was offered is where it belongs. */
  private void capturing(Course course) throws Exception {
    try (S3Store store = store();
        Capture capture =
            Capture.open(capturing, new ParquetTarget(store, SampleExchanges::unread))) {
      course.run(capture, store);

      assertThat(capture.flush(PATIENCE)).isTrue();
      Accounting accounting = capture.accounting();
      assertThat(accounting.offered()).isEqualTo(offered.size());
      assertThat(accounting.pending() + accounting.spooled()).isZero();
      assertThat(accounting.stored()).isEqualTo(offered.size() - dropped.size());
      for (DropReason reason : DropReason.values()) {
        long named = dropped.values().stream().filter(each -> each == reason).count();
        assertThat(accounting.dropped()).containsEntry(reason, named);
      }
      Set<String> kept = new TreeSet<>(offered);
      kept.removeAll(dropped.keySet());
      assertThat(Captured.ids(downloaded(store))).containsExactlyInAnyOrderElementsOf(kept);
      assertThat(capture.health().isDegraded()).isFalse();
      assertThat(store.health().breaker()).isEqualTo("closed");
    }
  }

  private Path downloaded(S3Store store) throws IOException {
    Path all = folder.resolve("downloaded");
    for (StoredFile file : store.list("exchanges/")) {
      Path to = all.resolve(file.name());
      Files.createDirectories(to.getParent());
      try (SeekableByteChannel channel = store.open(file.name())) {
        Files.copy(Channels.newInputStream(channel), to);
      }
    }
    return all;
  }

  /** Waits until the drain has met the failure. */
  private static void awaitProblem(Capture capture, String said) {
    Captured.await(() -> String.valueOf(capture.health().drainProblem()).contains(said));
  }

  private static void seal(Capture capture) throws InterruptedException {
    assertThat(capture.flush(Duration.ofMillis(1))).isFalse();
  }

  @Test
  void withoutAnyFaultEverythingIsThere() throws Exception {
    capturing((capture, store) -> offer(capture, 1000));

    assertThat(dropped).isEmpty();
  }

  @Test
  void connectionRefused() throws Exception {
    faulty.refuse();

    capturing(
        (capture, store) -> {
          offer(capture, 300);
          seal(capture);
          awaitProblem(capture, "Connection refused");
          Accounting during = capture.accounting();
          assertThat(during.stored()).isZero();
          assertThat(during.pending() + during.spooled()).isEqualTo(300);
          faulty.heal();
          offer(capture, 300);
        });

    assertThat(dropped).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5_000, 2_000_000})
  void resetInMidUpload(int afterBytes) throws Exception {
    faulty.next(3, WireCall::isFileWrite, Fault.resetAfter(afterBytes));
    capturing = capturing.withSegments(8 * MIB, Duration.ofHours(1));

    capturing((capture, store) -> offerLarge(capture, 8, MIB / 2));

    assertThat(faulty.failuresLeft()).isZero();
  }

  @Test
  void resetInMidUploadOfAPart() throws Exception {
    inParts();
    faulty.next(3, call -> call.isPart(2), Fault.resetAfter(500_000));

    capturing((capture, store) -> offerLarge(capture, 24, MIB / 2));

    assertThat(faulty.failuresLeft()).isZero();
  }

  private void inParts() {
    settings =
        settings.withMultipart(new MultipartOptions(5 * MIB, 5 * MIB, 2, Duration.ofDays(1)));
    capturing = capturing.withSegments(64 * MIB, Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({"500, InternalError", "503, ServiceUnavailable", "503, SlowDown"})
  void aBurstOfFailures(int status, String code) throws Exception {
    faulty.next(1, Fault.answer(status, code));
    faulty.next(5, WireCall::isFileWrite, Fault.answer(status, code));

    capturing((capture, store) -> offer(capture, 600));

    assertThat(faulty.failuresLeft()).isZero();
    assertThat(dropped).isEmpty();
  }

  @Test
  void forbiddenUntilSomebodyAllowsIt() throws Exception {
    faulty.always(Fault.answer(403, "AccessDenied"));

    capturing(
        (capture, store) -> {
          offer(capture, 300);
          seal(capture);
          awaitProblem(capture, "docs/s3.md has the policy");
          faulty.heal();
        });

    assertThat(dropped).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theWriteIsDoneAndTheAnswerNeverComes(int times) throws Exception {
    settings = settings.withPatience(patience(Duration.ofMillis(1500)));
    faulty.next(times, WireCall::isFileWrite, Fault.silenceAfterwards());

    capturing((capture, store) -> offer(capture, 100));

    assertThat(faulty.failuresLeft()).isZero();
  }

  @Test
  void theWriteIsDoneAndTheAnswerIsCut() throws Exception {
    faulty.next(9, WireCall::isFileWrite, Fault.cutAfterwards());

    capturing((capture, store) -> offer(capture, 900));

    assertThat(faulty.failuresLeft()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2}) // found to be ours by the same try, or by the next one
  void theFileIsMadeOfItsPartsAndTheAnswerIsCut(int times) throws Exception {
    inParts();
    faulty.next(times, WireCall::isCompletion, Fault.cutAfterwards());

    capturing((capture, store) -> offerLarge(capture, 24, MIB / 2));

    assertThat(faulty.failuresLeft()).isZero();
  }

  @Test
  void aPartIsLost() throws Exception {
    inParts();
    faulty.next(2, call -> call.isPart(2), Fault.lostPart());

    capturing((capture, store) -> offerLarge(capture, 24, MIB / 2));

    assertThat(faulty.failuresLeft()).isZero();
  }

  @Test
  void theClocksDiffer() throws Exception {
    faulty.always(Fault.clockAhead(Duration.ofHours(2)));

    capturing((capture, store) -> offer(capture, 300));

    assertThat(dropped).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void conditionsAreNotHeeded(boolean overlooked) throws Exception {
    standBefore(open);
    faulty.next(3, WireCall::isFileWrite, Fault.resetAfter(1000));
    faulty.always(overlooked ? Fault.conditionsOverlooked() : Fault.conditionsUnknown());

    capturing((capture, store) -> offer(capture, 600));

    assertThat(dropped).isEmpty();
  }

  @Test
  void theSpoolBecomesFullDuringAnOutage() throws Exception {
    capturing = capturing.withSpool(500_000, WhenFull.DROP);
    faulty.refuse();

    capturing(
        (capture, store) -> {
          offer(capture, 4000);
          Captured.await(() -> capture.accounting().pending() == 0);
          assertThat(capture.health().writeProblem()).contains("is full");
          faulty.heal();
          Captured.await(() -> capture.health().writeProblem() == null);
          offer(capture, 50);
        });

    assertThat(dropped.values()).isNotEmpty().containsOnly(DropReason.SPOOL_FULL);
    assertThat(dropped.size()).isBetween(1000, 3900);
  }

  /** 200 exchanges a second for an hour, in a hurry. */
  @Test
  void anHoursOutage() throws Exception {
    int count = 200 * 3600;
    byte[] body = "{}".getBytes(StandardCharsets.US_ASCII);
    capturing =
        CaptureSettings.of("gateway-0", folder.resolve("spool"))
            .withSegments(16 * MIB, Duration.ofHours(1));
    faulty.refuse();
    try (S3Store store = store();
        Capture capture =
            Capture.open(capturing, new ParquetTarget(store, SampleExchanges::unread))) {
      Semaphore room = new Semaphore(20_000); // no faster than the disk
      for (int i = 0; i < count; i++) {
        room.acquire();
        capture.offer(
            SampleExchanges.of(new UUID(7, i), SampleExchanges.NOON, body, body),
            receipt -> room.release());
      }
      room.acquire(20_000);
      assertThat(capture.accounting().spooled()).isEqualTo(count);
      Captured.await(() -> capture.health().isDegraded());

      faulty.heal();
      assertThat(capture.flush(Duration.ofMinutes(2))).isTrue();

      assertThat(capture.accounting().stored()).isEqualTo(count);
      assertThat(distinctIds(downloaded(store)))
          .isEqualTo(
              "%d rows, %d ids from %s to %s"
                  .formatted(count, count, new UUID(7, 0), new UUID(7, count - 1)));
    }
  }

  private static String distinctIds(Path files) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT format('{} rows, {} ids from {} to {}', count(*),
                  count(DISTINCT exchange_id), min(exchange_id), max(exchange_id))
                FROM read_parquet('%s/**/*.parquet')"""
                    .formatted(files))) {
      row.next();
      return row.getString(1);
    }
  }
}
