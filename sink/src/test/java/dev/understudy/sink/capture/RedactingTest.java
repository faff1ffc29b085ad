package dev.understudy.sink.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Table;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.store.FolderStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedactingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] SECRET = "the secret".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PUBLIC = "<SECRET_1>".getBytes(StandardCharsets.UTF_8);

  private Path folder;
  private final SampleExchanges samples = new SampleExchanges(11);
  private FolderStore store;

  @BeforeEach
  void openStore(@TempDir Path folder) throws IOException {
    this.folder = folder;
    store = FolderStore.open(folder.resolve("captures"));
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  private Capture capture(Durability durability) throws IOException {
    return Capture.open(
        CaptureSettings.of("gateway-0", folder.resolve("spool")).withDurability(durability),
        new ParquetTarget(store, SampleExchanges::unread));
  }

  private Exchange secret() {
    return SampleExchanges.of(samples.uuid(), SampleExchanges.NOON, SECRET, SECRET);
  }

  private static Entry redacted(Entry entry) {
    Exchange exchange = (Exchange) entry;
    return SampleExchanges.of(exchange.exchangeId(), exchange.receivedAt(), PUBLIC, PUBLIC);
  }

  private static Entry broken(Entry entry) {
    throw new IllegalStateException("not with " + entry.table());
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatIsLeftReachesTheDisk(Durability durability) throws Exception {
    List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());

    try (Capture capture = capture(durability)) {
      for (int i = 0; i < 200; i++) {
        capture.offer(secret(), RedactingTest::redacted, receipts::add);
      }
      Captured.await(() -> capture.accounting().pending() == 0);
      assertThat(filesWith("the secret")).isEmpty();
      assertThat(filesWith("<SECRET_1>")).isNotEmpty();
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(capture.accounting().stored()).isEqualTo(200);
    }

    assertThat(receipts).hasSize(200).allMatch(Receipt::isKept);
    assertThat(Captured.rows(folder.resolve("captures")))
        .hasSize(200)
        .allSatisfy(row -> assertThat(row.get("request_body")).hasToString("<SECRET_1>"));
  }

  @Test
  void whatCannotBeRedactedIsDroppedAndCounted() throws Exception {
    List<Receipt> receipts = Collections.synchronizedList(new ArrayList<>());
    SampleEntries entries = new SampleEntries(3);

    try (Capture capture = capture(Durability.OS)) {
      capture.offer(secret(), RedactingTest::broken, receipts::add);
      capture.offer(entries.any(), RedactingTest::broken, receipts::add);
      capture.offer(secret(), RedactingTest::redacted, receipts::add);
      assertThat(capture.flush(PATIENCE)).isTrue();

      assertThat(capture.accounting().dropped()).containsEntry(DropReason.REDACTION, 2L);
      assertThat(capture.accounting().stored()).isEqualTo(1);
      assertThat(capture.health().pendingBytes()).isZero();
    }

    assertThat(receipts)
        .containsExactlyInAnyOrder(
            Receipt.KEPT,
            new Receipt.Dropped(DropReason.REDACTION),
            new Receipt.Dropped(DropReason.REDACTION));
    assertThat(filesWith("the secret")).isEmpty();
  }

  @Test
  void whatWaitsForItsRedactionIsPendingAndAFlushWaitsForIt() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    UnaryOperator<Entry> slow =
        entry -> {
          awaitQuietly(go);
          return redacted(entry);
        };

    try (Capture capture = capture(Durability.OS)) {
      for (int i = 0; i < 5; i++) {
        capture.offer(secret(), slow, receipt -> {});
      }
      assertThat(capture.accounting().pending()).isEqualTo(5);
      assertThat(capture.accounting(Table.EXCHANGES).offered()).isEqualTo(5);
      assertThat(capture.flush(Duration.ofMillis(20))).isFalse();

      go.countDown();
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertThat(capture.accounting().stored()).isEqualTo(5);
    }
  }

  @Test
  void aCloseWritesWhatIsRedactedInTimeAndCountsTheRest() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Map<Receipt, Integer> receipts = new ConcurrentHashMap<>();
    UnaryOperator<Entry> stuck =
        entry -> {
          awaitQuietly(go);
          return redacted(entry);
        };
    Capture capture = capture(Durability.OS);
    capture.offer(secret(), RedactingTest::redacted, each -> receipts.merge(each, 1, Integer::sum));
    Captured.await(() -> receipts.size() == 1);
    capture.offer(secret(), stuck, each -> receipts.merge(each, 1, Integer::sum));

    capture.close(Duration.ofSeconds(1));
    capture.offer(secret(), RedactingTest::redacted, each -> receipts.merge(each, 1, Integer::sum));
    go.countDown();
    Captured.await(() -> receipts.values().stream().mapToInt(each -> each).sum() == 3);

    assertThat(receipts)
        .isEqualTo(Map.of(Receipt.KEPT, 1, new Receipt.Dropped(DropReason.CLOSED), 2));
    assertThat(capture.accounting().stored() + capture.accounting().spooled()).isEqualTo(1);
    assertThat(capture.accounting().offered()).isEqualTo(3);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The spool's files that hold that text, in whatever form a record has it. */
  private List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder.resolve("spool"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
