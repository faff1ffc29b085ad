package dev.understudy.sink.upkeep;

import static dev.understudy.sink.upkeep.StoredCaptures.NOON;
import static dev.understudy.sink.upkeep.StoredCaptures.comparison;
import static dev.understudy.sink.upkeep.StoredCaptures.exchange;
import static dev.understudy.sink.upkeep.StoredCaptures.feedback;
import static dev.understudy.sink.upkeep.StoredCaptures.recovered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.Table;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.capture.Captured;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.parquet.rows.Footer;
import dev.understudy.sink.parquet.rows.Replaced;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.parquet.rows.RowReader;
import dev.understudy.sink.parquet.rows.RowWriter;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoreAround;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.table.TableFiles;
import dev.understudy.sink.upkeep.Compaction.Merged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
  private static final String HOUR = "exchanges/date=2026-01-31/hour=12/";
  private static final long TARGET = 256L * 1024 * 1024;

  private final HandClock clock = new HandClock();
  private final List<String> notes = new ArrayList<>();
  private final List<SealedSegment> segments = new ArrayList<>();
  private Path folder;
  private StoredCaptures captures;
  private long next;

  @BeforeEach
  void openCaptures(@TempDir Path temporary) throws IOException {
    folder = temporary;
    captures = new StoredCaptures(temporary);
  }

  @AfterEach
  void closeCaptures() throws IOException {
    captures.close();
  }

  /** Carries a segment with two exchanges in two hours, and what is told of the first. */
  private void captureOne() throws IOException {
    UUID id = new UUID(++next, 0);
    UUID later = new UUID(++next, 0);
    segments.add(
        captures.capture(
            exchange(id, NOON.plusSeconds(next), null),
            exchange(later, NOON.plusSeconds(3600 + next), "user"),
            comparison(id, NOON.plusSeconds(next)),
            feedback(id, NOON.plusSeconds(next))));
  }

  private List<Merged> compact(Store store) throws IOException {
    return new Compaction(store, clock, notes::add)
        .run(EnumSet.allOf(Table.class), clock.instant(), TARGET);
  }

  private static List<List<String>> ids(Store store) throws IOException {
    List<List<String>> ids = new ArrayList<>();
    for (Table table : Table.values()) {
      ids.add(StoredCaptures.ids(store, table));
    }
    return ids;
  }

  private Footer footer(String name) throws IOException {
    return TableFiles.footer(captures.store, name);
  }

  @Test
  void smallFilesOfAnHourBecomeOneWithTheSameRowsInTheirOrder() throws IOException {
    for (int i = 0; i < 3; i++) {
      captureOne();
    }
    List<String> sources = captures.names(HOUR);
    List<GenericRecord> before = rowsOfNoon();

    List<Merged> merged = compact(captures.store);

    String into = HOUR + "zz-compacted-00000001.parquet";
    assertThat(captures.names(HOUR)).containsExactly(into);
    assertThat(rowsOfNoon()).isEqualTo(before);
    assertThat(merged).extracting(Merged::files).containsExactly(3, 3, 3, 3);
    assertThat(merged.get(0).into()).isEqualTo(into);
    assertThat(merged.get(0).bytesAfter()).isLessThan(merged.get(0).bytesBefore());
    assertThat(footer(into).replaces())
        .extracting(each -> HOUR + each.file())
        .containsExactlyElementsOf(sources);
    assertThat(notes).isEmpty();
  }

  private List<GenericRecord> rowsOfNoon() throws IOException {
    return Captured.rows(captures.root.resolve(HOUR));
  }

  @Test
  void brokenOffAnywhereItLeavesEachRowOnceAndCanBeRunAgain() throws IOException {
    for (int i = 0; i < 2; i++) {
      UUID id = new UUID(++next, 0);
      captures.capture(exchange(id, NOON, null), feedback(id, NOON));
    }
    List<List<String>> expected = ids(captures.store);

    int step = 1;
    for (boolean killed = true; killed; step++) {
      Path copy = folder.resolve("copy-" + step);
      captures.copyTo(copy);
      try (FolderStore store = FolderStore.open(copy);
          FolderStore reading = FolderStore.forReading(copy)) {
        MortalStore mortal =
            new MortalStore(store, step, () -> assertThat(ids(reading)).isEqualTo(expected));
        killed = !ends(mortal);
        assertThat(ids(reading)).as("killed after step %d", step).isEqualTo(expected);

        clock.turn(Lease.TERM);
        compact(
            new MortalStore(
                store, 0, () -> assertThat(ids(reading)).as("again").isEqualTo(expected)));

        assertThat(ids(reading)).isEqualTo(expected);
        assertThat(store.list("exchanges/")).hasSize(1);
        assertThat(store.list("feedback/")).hasSize(1);
      }
    }
    assertThat(step).isGreaterThan(10);
  }

  /** Whether the job ends by itself; false where the process is killed. */
  private boolean ends(MortalStore store) throws IOException {
    try {
      compact(store);
      return true;
    } catch (IOException e) {
      assertThat(store.isDead()).isTrue();
      return false;
    }
  }

  @Test
  void aSegmentCarriedAgainAfterItsFileWasMergedIsNotDoubled() throws IOException {
    captureOne();
    captureOne();
    compact(captures.store);
    List<String> names = captures.names("");

    for (SealedSegment segment : segments) {
      captures.carry(recovered(segment));
    }

    assertThat(captures.names("")).isEqualTo(names);
  }

  @Test
  void aSegmentTriedAgainInTheSameRunIsNotDoubled() throws IOException {
    ParquetTarget target = new ParquetTarget(captures.store, SampleExchanges::unread);
    SealedSegment segment = captures.segment(exchange(new UUID(1, 0), NOON, null));
    target.carry(segment);
    captures.capture(exchange(new UUID(2, 0), NOON, null));
    compact(captures.store);

    target.carry(segment);

    assertThat(captures.names("exchanges/"))
        .containsExactly(HOUR + "zz-compacted-00000001.parquet");
  }

  @Test
  void aFileMergedWhileItsSegmentIsCarriedAgainIsTakenAwayAgain() throws IOException {
    captureOne();
    captureOne();
    StoreAround slow =
        new StoreAround(captures.store) {
          private boolean merged;

          @Override
          public boolean putIfAbsent(String name, Path staged) throws IOException {
            if (!merged) { // after the drain has looked, before it puts
              merged = true;
              compact(captures.store);
            }
            return super.putIfAbsent(name, staged);
          }
        };

    new ParquetTarget(slow, SampleExchanges::unread).carry(recovered(segments.get(0)));

    assertThat(captures.names(HOUR)).containsExactly(HOUR + "zz-compacted-00000001.parquet");
  }

  @Test
  void aMergedFileThatComesBackAllTheSameIsNeitherReadNorKept() throws IOException {
    captureOne();
    captureOne();
    List<List<String>> expected = ids(captures.store);
    String source = captures.names(HOUR).get(0);
    Path aside = folder.resolve("aside");
    Files.copy(captures.root.resolve(source), aside);
    compact(captures.store);
    Files.copy(aside, captures.root.resolve(source));

    assertThat(ids(captures.store)).isEqualTo(expected);
    compact(captures.store);

    assertThat(captures.names(HOUR)).hasSize(1);
    assertThat(ids(captures.store)).isEqualTo(expected);
  }

  @Test
  void otherReadersCanPassOverWhatWasMergedAsThePageSays() throws IOException, SQLException {
    captureOne();
    captureOne();
    List<String> sources = captures.names("exchanges/");
    Path copy = folder.resolve("copy");
    captures.copyTo(copy);
    compact(captures.store);
    for (String source : sources) {
      Files.copy(copy.resolve(source), captures.root.resolve(source));
    }

    List<String> rows = ask(sqlOfThePage().get(0));
    List<String> passOver = ask(sqlOfThePage().get(1));

    assertThat(rows).hasSize(4);
    assertThat(passOver)
        .containsExactlyInAnyOrderElementsOf(
            sources.stream().map(source -> captures.root + "/" + source).toList());
  }

  private static List<String> sqlOfThePage() throws IOException {
    String page = Files.readString(Path.of("../docs/retention.md"));
    return Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** The first column of the answer. */
  private List<String> ask(String sql) throws SQLException {
    List<String> answer = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(sql.replace("'captures/", "'" + captures.root + "/"))) {
      while (rows.next()) {
        answer.add(rows.getString(1));
      }
    }
    return answer;
  }

  @Test
  void lateFilesJoinTheMergedOneWhichStillKnowsTheFirst() throws IOException {
    captureOne();
    captureOne();
    compact(captures.store);
    captureOne();
    List<List<String>> expected = ids(captures.store);

    compact(captures.store);
    segments.forEach(this::carryAgain);

    String into = HOUR + "zz-compacted-00000002.parquet";
    assertThat(captures.names(HOUR)).containsExactly(into);
    assertThat(footer(into).replaces())
        .extracting(Replaced::file)
        .hasSize(4)
        .contains("zz-compacted-00000001.parquet");
    assertThat(ids(captures.store)).isEqualTo(expected);
  }

  private void carryAgain(SealedSegment segment) {
    try {
      captures.carry(recovered(segment));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aListThatMissesBothTheOldAndTheNewFilesIsMadeAgain() throws IOException {
    captureOne();
    captureOne();
    List<List<String>> expected = ids(captures.store);
    StoreAround unlucky =
        new StoreAround(captures.store) {
          private boolean merged;

          @Override
          public List<StoredFile> list(String prefix) throws IOException {
            List<StoredFile> before = new ArrayList<>(super.list(prefix));
            if (!merged) { // as a folder is read: an entry made or gone meanwhile is not seen
              merged = true;
              compact(captures.store);
              before.retainAll(Set.copyOf(super.list(prefix)));
            }
            return before;
          }
        };

    assertThat(ids(unlucky)).isEqualTo(expected);
  }

  @Test
  void hoursThatAreTooYoungAndFilesThatAreLargeEnoughStay() throws IOException {
    captureOne();
    captureOne();
    List<String> names = captures.names("");
    long bytes = captures.store.list(HOUR).get(0).bytes();
    Compaction compaction = new Compaction(captures.store, clock, notes::add);

    Instant inThatHour = NOON.plus(Duration.ofMinutes(59));
    assertThat(compaction.run(EnumSet.allOf(Table.class), inThatHour, TARGET)).isEmpty();
    assertThat(compaction.run(EnumSet.of(Table.EXCHANGES), clock.instant(), bytes)).isEmpty();
    assertThat(compaction.run(Set.of(), clock.instant(), TARGET)).isEmpty();

    assertThat(captures.names("exchanges/")).isEqualTo(names.subList(2, 6));
  }

  @Test
  void groupsAreOfTheTargetsSize() throws IOException {
    for (int i = 0; i < 7; i++) {
      captureOne();
    }
    long bytes = captures.store.list(HOUR).get(0).bytes();
    List<List<String>> expected = ids(captures.store);

    List<Merged> merged =
        new Compaction(captures.store, clock, notes::add)
            .run(EnumSet.of(Table.EXCHANGES), clock.instant(), 3 * bytes + 100);

    assertThat(merged).filteredOn(each -> each.folder().equals(HOUR)).hasSize(2);
    assertThat(captures.names(HOUR)).hasSize(3).filteredOn(name -> name.contains("zz-")).hasSize(2);
    assertThat(ids(captures.store)).isEqualTo(expected);
  }

  @Test
  void lookingTouchesNothing() throws IOException {
    captureOne();
    captureOne();
    List<String> names = captures.names("");

    try (FolderStore reading = FolderStore.forReading(captures.root)) {
      List<Merged> planned =
          new Compaction(reading, clock, notes::add)
              .look(EnumSet.of(Table.FEEDBACK), clock.instant(), TARGET);

      assertThat(planned).hasSize(1);
      assertThat(planned.get(0).folder()).isEqualTo("feedback/date=2026-01-31/hour=12/");
      assertThat(planned.get(0).files()).isEqualTo(2);
    }
    assertThat(captures.names("")).isEqualTo(names);
  }

  /** Writes a file anew with other columns, as another version would have put it. */
  private void rewrite(String name, MessageType columns) throws IOException {
    Path file = captures.root.resolve(name);
    Path other = folder.resolve("other.parquet");
    Set<String> names = columns.getFields().stream().map(Type::getName).collect(Collectors.toSet());
    TableLayout layout = TableLayout.of(Table.EXCHANGES);
    try (RowReader reader = RowReader.open(captures.store.open(name), names);
        RowWriter writer = RowWriter.create(other, columns, layout)) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        writer.write(row);
      }
      writer.finish(reader.footer().metadata());
    }
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void filesOfAnEarlierVersionGetNullsForNewerColumns() throws IOException {
    captureOne();
    captureOne();
    MessageType today = TableLayout.of(Table.EXCHANGES).columns();
    List<Type> fewer =
        today.getFields().stream().filter(each -> !each.getName().equals("app")).toList();
    rewrite(captures.names(HOUR).get(0), new MessageType(today.getName(), fewer));

    compact(captures.store);

    assertThat(captures.names(HOUR)).hasSize(1);
    assertThat(footer(captures.names(HOUR).get(0)).columns().toString())
        .isEqualTo(today.toString());
    assertThat(rowsOfNoon())
        .extracting(row -> String.valueOf(row.get("app")))
        .containsExactly("null", "app");
  }

  @Test
  void filesOfALaterVersionStayAndAreTold() throws IOException {
    captureOne();
    captureOne();
    MessageType today = TableLayout.of(Table.EXCHANGES).columns();
    List<Type> more = new ArrayList<>(today.getFields());
    more.add(Types.optional(PrimitiveTypeName.INT64).named("tomorrows"));
    List<String> names = captures.names(HOUR);
    rewrite(names.get(0), new MessageType(today.getName(), more));

    compact(captures.store);

    assertThat(captures.names(HOUR)).isEqualTo(names);
    assertThat(notes)
        .containsExactly(
            names.get(0) + ": not merged, column tomorrows is not known to this version");
  }

  @Test
  void filesThatNoGatewayPutStayAndAreTold() throws IOException {
    captureOne();
    captureOne();
    Path source = captures.root.resolve(captures.names(HOUR).get(0));
    Files.copy(source, captures.root.resolve(HOUR + "copied.parquet"));

    compact(captures.store);

    assertThat(captures.names(HOUR))
        .containsExactly(HOUR + "copied.parquet", HOUR + "zz-compacted-00000001.parquet");
    assertThat(notes)
        .containsExactly(
            HOUR + "copied.parquet: not merged, as no gateway put it here under that name");
  }

  @Test
  void aDamagedFileStopsTheJobBeforeAnythingIsDeleted() throws IOException {
    captureOne();
    captureOne();
    String damaged = captures.names(HOUR).get(1);
    byte[] bytes = Files.readAllBytes(captures.root.resolve(damaged));
    Files.write(captures.root.resolve(damaged), Arrays.copyOf(bytes, bytes.length / 2));
    List<String> names = captures.names("exchanges/");

    assertThatThrownBy(() -> compact(captures.store))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(damaged + ": not a whole Parquet file");

    assertThat(captures.names("exchanges/")).isEqualTo(names);
  }
}
