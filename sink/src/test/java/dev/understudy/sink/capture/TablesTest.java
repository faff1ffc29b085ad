package dev.understudy.sink.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Table;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.drain.SegmentTarget;
import dev.understudy.sink.spool.SegmentFiles;
import dev.understudy.sink.store.FolderStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final SegmentTarget NO_STORE =
      segment -> {
        throw new IOException("no store today");
      };

  private Path folder;
  private FolderStore store;
  private CaptureSettings settings;

  @BeforeEach
  void openStore(@TempDir Path folder) throws IOException {
    this.folder = folder;
    store = FolderStore.open(folder.resolve("captures"));
    settings = CaptureSettings.of("gateway-0", folder.resolve("spool"));
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  private SegmentTarget parquet() {
    return new ParquetTarget(store, SampleExchanges::unread);
  }

  private static List<Entry> any(long seed, int count) {
    SampleEntries samples = new SampleEntries(seed);
    return Stream.generate(samples::any).limit(count).toList();
  }

  private static Map<Table, Long> count(List<Entry> entries) {
    Map<Table, Long> counts = new EnumMap<>(Table.class);
    entries.forEach(each -> counts.merge(each.table(), 1L, Long::sum));
    return counts;
  }

  /** Waits until all that was offered is in sealed segments, which {@link #NO_STORE} refused. */
  private static void awaitCarrying(Capture capture) throws InterruptedException {
    assertThat(capture.flush(Duration.ofMillis(1))).isFalse();
    Captured.await(() -> capture.health().drainProblem() != null);
  }

  private List<String> stored(Table table) throws IOException {
    return Captured.rows(folder.resolve("captures").resolve(table.word())).stream()
        .map(row -> row.get("request_id").toString())
        .toList();
  }

  private static void assertAllStored(Capture capture, List<Entry> entries) {
    assertThat(Books.assertSettled(capture).stored()).isEqualTo(entries.size());
    count(entries)
        .forEach(
            (table, count) -> {
              assertThat(capture.accounting(table).offered()).as("%s", table).isEqualTo(count);
              assertThat(capture.accounting(table).stored()).as("%s", table).isEqualTo(count);
            });
  }

  @Test
  void everyEntryIsInItsTableOnceAndCountedThere() throws Exception {
    List<Entry> entries = any(1, 400);
    List<Receipt> receipts = new ArrayList<>();

    try (Capture capture = Capture.open(settings, parquet())) {
      entries.forEach(entry -> capture.offer(entry, receipts::add));
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertAllStored(capture, entries);
    }

    assertThat(receipts).hasSize(400).allMatch(Receipt::isKept);
    for (Table table : Table.values()) {
      assertThat(stored(table))
          .containsExactlyInAnyOrderElementsOf(
              entries.stream()
                  .filter(each -> each.table() == table)
                  .map(each -> each.requestId().toString())
                  .toList());
    }
  }

  @Test
  void whatCouldNotBeDrainedIsCountedByTableAtTheNextStart() throws Exception {
    List<Entry> entries = any(2, 60);
    try (Capture capture = Capture.open(settings, NO_STORE)) {
      entries.forEach(entry -> capture.offer(entry, receipt -> {}));
      awaitCarrying(capture);
      capture.close(Duration.ZERO);
    }

    try (Capture capture = Capture.open(settings, NO_STORE)) {
      count(entries)
          .forEach((t, n) -> assertThat(capture.accounting(t).spooled()).as("%s", t).isEqualTo(n));
      Books.assertBalanced(capture);
      capture.close(Duration.ZERO);
    }
    try (Capture capture = Capture.open(settings, parquet())) {
      assertThat(capture.flush(PATIENCE)).isTrue();
      assertAllStored(capture, entries);
    }
  }

  @Test
  void aDropIsCountedInItsTable() throws Exception {
    CaptureSettings tiny = settings.withMemory(1, 10);

    try (Capture capture = Capture.open(tiny, parquet())) {
      capture.offer(SampleEntries.feedback(), receipt -> {});
      capture.offer(SampleEntries.feedback(), receipt -> {});
      capture.offer(SampleEntries.comparison(), receipt -> {});

      assertThat(capture.accounting(Table.FEEDBACK).dropped()).containsEntry(DropReason.MEMORY, 2L);
      assertThat(capture.accounting(Table.COMPARISONS).droppedTotal()).isEqualTo(1);
      assertThat(capture.accounting(Table.EXCHANGES).droppedTotal()).isZero();
      assertThat(Books.assertSettled(capture).droppedTotal()).isEqualTo(3);
    }
  }

  @Test
  void aDamagedRecordIsMissedInItsTable() throws Exception {
    try (Capture capture = Capture.open(settings, NO_STORE)) {
      capture.offer(SampleEntries.feedback(), receipt -> {});
      capture.offer(SampleEntries.comparison(), receipt -> {});
      capture.offer(new SampleExchanges(3).small(), receipt -> {});
      awaitCarrying(capture);
      capture.close(Duration.ZERO);
    }
    Path segment;
    try (Stream<Path> all = Files.list(folder.resolve("spool"))) {
      segment = all.filter(file -> file.toString().endsWith(".sealed")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(segment);
    int comparison =
        new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("/is_bad");
    bytes[comparison] ^= 1;
    Files.write(segment, bytes, StandardOpenOption.TRUNCATE_EXISTING);

    try (Capture capture = Capture.open(settings, parquet(), SegmentFiles.ON_DISK)) {
      assertThat(capture.flush(PATIENCE)).isTrue();

      assertThat(capture.accounting(Table.COMPARISONS).dropped())
          .containsEntry(DropReason.CORRUPT, 1L);
      assertThat(capture.accounting(Table.FEEDBACK).stored()).isEqualTo(1);
      assertThat(capture.accounting(Table.EXCHANGES).stored()).isEqualTo(1);
      assertThat(Books.assertSettled(capture).offered()).isEqualTo(3);
    }
  }
}
