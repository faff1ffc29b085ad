package dev.understudy.gateway.recent;

import static dev.understudy.gateway.recent.SampleEntries.NOON;
import static dev.understudy.gateway.recent.SampleEntries.answer;
import static dev.understudy.gateway.recent.SampleEntries.exchange;
import static dev.understudy.gateway.recent.SampleEntries.request;
import static dev.understudy.gateway.recent.SampleEntries.timed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.recent.Scan.Finding;
import dev.understudy.sink.parquet.ExchangeRow;
import dev.understudy.sink.parquet.TableFileWriter;
import dev.understudy.sink.parquet.rows.RowReader;
import dev.understudy.sink.store.FolderStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanTest {
  private static final long MIB = 1024 * 1024;
  private static final String HOUR = "exchanges/date=2026-01-31/hour=12/";
  private static final String MERGED = HOUR + "zz-compacted-00000001.parquet";

  @TempDir Path folder;

  private final RecentCaptures recent = new RecentCaptures(64 * MIB, NOON.plusSeconds(9_000));
  private FolderStore store;

  @BeforeEach
  void open() throws IOException {
    store = FolderStore.open(folder);
  }

  @AfterEach
  void close() throws IOException {
    recent.close();
    store.close();
  }

  private void stored(String file, List<Exchange> exchanges) throws IOException {
    Path path = folder.resolve(HOUR + file + ".parquet");
    Files.createDirectories(path.getParent());
    try (TableFileWriter writer = TableFileWriter.create(path, Table.EXCHANGES, "g", file)) {
      for (Exchange each : exchanges) {
        writer.write(new ExchangeRow(each, WireReader.withoutTokenEstimates().read(each)));
      }
    }
  }

  /** The exchanges in short, the newest first, as after a start. */
  private List<ExchangeLine> lines() {
    new Refill(store, recent, "mine", null, () -> NOON.plusSeconds(9_000)).run();
    return recent.lines(LineFilter.ALL, null, 1000).items();
  }

  private Scan scan(List<ExchangeLine> lines, Predicate<ObjectNode> taker, BooleanSupplier isOver) {
    return new WholeExchanges(recent, store).scan(lines, taker, isOver);
  }

  /** Of exchanges that take a megabyte each, so that a file has several row groups. */
  private static List<Exchange> large(int from, int to) {
    Random random = new Random(from);
    return IntStream.range(from, to)
        .mapToObj(
            i -> {
              StringBuilder text = new StringBuilder();
              while (text.length() < MIB) {
                text.append(Long.toString(random.nextLong(), 36));
              }
              return exchange(i, Role.PRIMARY, "r", null, request(text + "#" + i), answer("no"));
            })
        .toList();
  }

  @Test
  void eachIsReadOnceARowGroupAtATimeAndTheNewestDoNotWaitForTheOldest() throws IOException {
    stored("a", large(0, 30));
    List<ExchangeLine> lines = lines();
    List<String> read = new ArrayList<>();
    Scan scan =
        scan(
            lines,
            row -> {
              read.add(row.path("exchange_id").asText());
              return row.path("input").asText().endsWith("#17");
            },
            () -> false);

    scan.look(lines.get(0));
    int first = read.size();
    long bytes = scan.bytes();
    List<Finding> found = new ArrayList<>();
    for (ExchangeLine line : lines) {
      found.add(scan.look(line));
    }

    assertThat(lines).hasSize(30);
    assertThat(first).isBetween(1, 20);
    assertThat(bytes).isLessThan(40 * MIB);
    assertThat(read).hasSize(30).doesNotHaveDuplicates();
    assertThat(found.indexOf(Finding.TAKEN)).isEqualTo(29 - 17);
    assertThat(found).filteredOn(each -> each == Finding.LEFT).hasSize(29);
  }

  @Test
  void bodiesAreReadWhereNothingElseTellsWhatWasSaid() throws IOException {
    Exchange known = exchange(1, Role.PRIMARY, "r", null, request("one"), answer("first"));
    Exchange unknown = exchange(2, Role.PRIMARY, "r", null, request("two"), "{\"code\": \"e\"}");
    stored("a", List.of(known, unknown));
    List<ExchangeLine> lines = lines();
    List<String> bodies = new ArrayList<>();
    Scan scan =
        scan(
            lines,
            row -> bodies.add(row.path("output").asText() + row.path("response_body").asText()),
            () -> false);

    for (ExchangeLine line : lines) {
      assertThat(scan.look(line)).isEqualTo(Finding.TAKEN);
    }

    assertThat(bodies).containsExactlyInAnyOrder("first", "{\"code\": \"e\"}");
  }

  @Test
  void whatIsNotStoredAnyMoreAndWhatIsDamagedIsGoneAndTheRestIsRead() throws IOException {
    stored("a", List.of(exchange(1, Role.PRIMARY, "a")));
    stored("b", List.of(exchange(2, Role.PRIMARY, "b")));
    stored("c", List.of(exchange(3, Role.PRIMARY, "c")));
    List<ExchangeLine> lines = lines();
    Files.delete(folder.resolve(HOUR + "a.parquet"));
    Files.writeString(folder.resolve(HOUR + "b.parquet"), "PAR1 is not all it takes PAR1");

    Scan scan = scan(lines, row -> true, () -> false);

    assertThat(scan.look(lines.get(0))).isEqualTo(Finding.TAKEN);
    assertThat(scan.look(lines.get(1))).isEqualTo(Finding.GONE);
    assertThat(scan.look(lines.get(2))).isEqualTo(Finding.GONE);
  }

  @Test
  void onceNobodyWaitsNothingMoreIsRead() throws IOException {
    stored("a", IntStream.range(0, 100).mapToObj(i -> exchange(i, Role.PRIMARY, "a" + i)).toList());
    List<ExchangeLine> lines = lines();
    AtomicInteger read = new AtomicInteger();
    Scan scan = scan(lines, row -> read.incrementAndGet() < 0, () -> read.get() == 7);

    assertThatThrownBy(() -> scan.look(lines.get(0))).isInstanceOf(CancellationException.class);

    assertThat(read).hasValue(7);
  }

  @Test
  void aDamagedMergedFileKeepsNobodyFromTheOthersOfItsHour() throws IOException {
    stored("a", List.of(exchange(1, Role.PRIMARY, "a")));
    stored("b", List.of(exchange(2, Role.PRIMARY, "b")));
    stored("c", List.of(exchange(3, Role.PRIMARY, "c")));
    List<ExchangeLine> lines = lines();
    Files.move(folder.resolve(HOUR + "b.parquet"), folder.resolve(MERGED));
    Files.writeString(folder.resolve(MERGED), "PAR1 is not all it takes PAR1");

    Scan scan = scan(lines, row -> true, () -> false);

    assertThat(scan.look(lines.get(0))).isEqualTo(Finding.TAKEN);
    assertThat(scan.look(lines.get(1))).isEqualTo(Finding.GONE);
    assertThat(scan.look(lines.get(2))).isEqualTo(Finding.TAKEN);
  }

  @Test
  void aDamagedRowGroupIsReadOnceAndTheOthersOfItsFileAreRead() throws IOException {
    stored("a", large(0, 30));
    List<ExchangeLine> lines = lines();
    int groups = groups(HOUR + "a.parquet");
    damage(folder.resolve(HOUR + "a.parquet"));
    WatchedStore watched = new WatchedStore(store);
    Scan scan = new WholeExchanges(recent, watched.store()).scan(lines, row -> true, () -> false);

    List<Finding> found = new ArrayList<>();
    for (ExchangeLine line : lines) {
      found.add(scan.look(line));
    }

    assertThat(found.get(0)).isEqualTo(Finding.TAKEN);
    assertThat(found).filteredOn(each -> each == Finding.GONE).hasSizeGreaterThan(1);
    assertThat(watched.opened()).as("once for places, once for each group").hasSize(1 + groups);
  }

  private int groups(String file) throws IOException {
    try (RowReader rows = RowReader.open(store.open(file), Set.of("exchange_id"))) {
      while (rows.next() != null) {}
      return rows.group() + 1;
    }
  }

  /** What lies in the second quarter of a file is other than it was. */
  private static void damage(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long at = channel.size() / 8; at < channel.size() / 4; at += 64 * 1024) {
        channel.write(ByteBuffer.allocate(16), at);
      }
    }
  }

  @Test
  void anExchangeIsFoundBesideADamagedFile() throws IOException {
    Exchange exchange = timed(1);
    stored("a", List.of(exchange));
    Files.writeString(folder.resolve(HOUR + "b.parquet"), "PAR1 is not all it takes PAR1");
    try (RecentCaptures nothing = new RecentCaptures(MIB, NOON)) {
      WholeExchanges whole = new WholeExchanges(nothing, store);

      assertThat(whole.of(exchange.exchangeId(), exchange.requestId())).hasSize(1);
      Files.delete(folder.resolve(HOUR + "a.parquet"));
      assertThatThrownBy(() -> whole.of(exchange.exchangeId(), exchange.requestId()))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(HOUR + "b.parquet: not a whole Parquet file: ");
    }
  }

  @Test
  void whatIsMergedBeforeItIsOpenedIsFoundInTheFileThatTookItsPlace() throws IOException {
    stored("a", List.of(exchange(1, Role.PRIMARY, "a")));
    stored("b", List.of(exchange(2, Role.PRIMARY, "b")));
    List<ExchangeLine> lines = lines();
    Scan scan = scan(lines, row -> true, () -> false);

    assertThat(scan.look(lines.get(0))).isEqualTo(Finding.TAKEN);
    Files.move(folder.resolve(HOUR + "a.parquet"), folder.resolve(MERGED));
    assertThat(scan.look(lines.get(1))).isEqualTo(Finding.TAKEN);
  }

  @Test
  void whatIsMergedAfterItWasPlacedIsFoundInTheFileThatTookItsPlace() throws IOException {
    stored("a", large(0, 30));
    List<ExchangeLine> lines = lines();
    Scan scan = scan(lines, row -> true, () -> false);

    assertThat(scan.look(lines.get(0))).isEqualTo(Finding.TAKEN);
    Files.move(folder.resolve(HOUR + "a.parquet"), folder.resolve(MERGED));
    for (ExchangeLine line : lines) {
      assertThat(scan.look(line)).isEqualTo(Finding.TAKEN);
    }
  }

  @Test
  void whatExpiresMeanwhileIsGone() throws IOException {
    stored("a", List.of(exchange(1, Role.PRIMARY, "a")));
    stored("b", List.of(exchange(2, Role.PRIMARY, "b")));
    stored("c", List.of(exchange(3, Role.PRIMARY, "c")));
    List<ExchangeLine> lines = lines();
    Scan scan = scan(lines, row -> true, () -> false);

    assertThat(scan.look(lines.get(0))).isEqualTo(Finding.TAKEN);
    Files.delete(folder.resolve(HOUR + "b.parquet"));
    assertThat(scan.look(lines.get(1))).isEqualTo(Finding.GONE);
    Files.delete(folder.resolve(HOUR + "a.parquet"));
    assertThat(scan.look(lines.get(2))).isEqualTo(Finding.GONE);
  }

  @Test
  void onceNobodyWaitsNoMoreFilesAreOpened() throws IOException {
    for (int i = 0; i < 5; i++) {
      stored("f" + i, List.of(exchange(i, Role.PRIMARY, "a")));
    }
    List<ExchangeLine> lines = lines();
    WatchedStore watched = new WatchedStore(store);
    List<String> opened = new ArrayList<>();
    Scan scan =
        new WholeExchanges(recent, watched.store())
            .scan(
                lines,
                row -> true,
                () -> {
                  opened.addAll(watched.opened());
                  return opened.size() >= 2;
                });

    assertThatThrownBy(() -> scan.look(lines.get(4))).isInstanceOf(CancellationException.class);

    opened.addAll(watched.opened());
    assertThat(opened).hasSize(2);
  }
}
