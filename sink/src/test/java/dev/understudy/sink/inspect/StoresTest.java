package dev.understudy.sink.inspect;

import static dev.understudy.sink.inspect.CapturedFolder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Table;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.StoreAround;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures that lie in a store other than a folder, and folders that may only be read. */
class StoresTest {
  private static final String FIRST = "019c1452-6f00-7000-8000-00000000beef"; // 2026-01-31T12:00Z
  private static final String SECOND = "019c1452-6f00-7000-8000-00000000cafe";

  private final List<String> notes = new ArrayList<>();
  private final List<String> opened = new ArrayList<>();
  private Path root;
  private CapturedFolder captures;
  private FolderStore folder;
  private StoreAround elsewhere;

  @BeforeEach
  void capture(@TempDir Path temporary) throws IOException {
    root = temporary.resolve("captures");
    captures = new CapturedFolder(root);
    captures.addChat(FIRST, NOON, "Why?", "Because.");
    captures.addChat(SECOND, NOON.plusSeconds(24 * 3600), "How?", "So.");
    folder = FolderStore.forReading(root);
    elsewhere =
        new StoreAround(folder) {
          @Override
          public SeekableByteChannel open(String name) throws IOException {
            opened.add(name);
            return super.open(name);
          }

          @Override
          public String location() {
            return "s3://bucket/captures";
          }
        };
  }

  @AfterEach
  void closeFolder() throws IOException {
    folder.close();
  }

  private static List<ObjectNode> rows(CapturedExchanges captures, String sql)
      throws UnreadableCaptures {
    return captures.rows(sql, List.of());
  }

  @Test
  void filesOfAnotherStoreAreFetchedAndTold() throws Exception {
    captures.add(SampleEntries.comparison());

    try (CapturedExchanges open = CapturedExchanges.open(elsewhere, Scope.all(), notes::add)) {
      assertThat(rows(open, "SELECT * FROM exchanges")).hasSize(2);
      assertThat(rows(open, "SELECT * FROM comparisons")).hasSize(1);
      assertThat(rows(open, "SELECT * FROM feedback")).isEmpty();
    }

    assertThat(notes).hasSize(2);
    assertThat(notes.get(0))
        .matches("fetching 2 files of exchanges, [\\d.]+ kB, from s3://bucket/captures");
  }

  @Test
  void whatIsFetchedIsTheUsersAloneAndGoesWhenItIsClosed() throws Exception {
    Set<Path> before = fetchedFolders();
    Path file;

    try (CapturedExchanges open = CapturedExchanges.open(elsewhere, Scope.all(), notes::add)) {
      Set<Path> during = fetchedFolders();
      during.removeAll(before);
      assertThat(rows(open, "SELECT * FROM exchanges")).hasSize(2);
      assertThat(during)
          .anySatisfy(
              each ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                      .isEqualTo("rwx------"));
      file = open.files().sound().get(0);
      assertThat(file).exists();
    }
    assertThat(file).doesNotExist();
  }

  private static Set<Path> fetchedFolders() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return new HashSet<>(
          all.filter(each -> each.getFileName().toString().startsWith("understudy-captures-"))
              .toList());
    }
  }

  @Test
  void onlyTheHoursAskedForAreFetched() throws Exception {
    Scope scope = Scope.since(Table.EXCHANGES, NOON.plusSeconds(3600));
    try (CapturedExchanges open = CapturedExchanges.open(elsewhere, scope, notes::add)) {
      assertThat(rows(open, "SELECT exchange_id FROM exchanges")).hasSize(1);
    }

    assertThat(opened).hasSize(1).allMatch(name -> name.contains("date=2026-02-01"));
  }

  @Test
  void aWholeIdTellsWhichHoursToFetch() throws Exception {
    try (CapturedExchanges open =
        CapturedExchanges.open(elsewhere, Scope.request(FIRST), notes::add)) {
      assertThat(rows(open, "SELECT exchange_id FROM exchanges")).hasSize(1);
    }

    assertThat(opened).hasSize(1).allMatch(name -> name.contains("date=2026-01-31"));
  }

  @Test
  void nothingInTheHoursAskedForIsNoFailure() throws Exception {
    Scope scope = Scope.since(Table.EXCHANGES, NOON.plusSeconds(72 * 3600));
    try (CapturedExchanges open = CapturedExchanges.open(elsewhere, scope, notes::add)) {
      assertThat(rows(open, "SELECT * FROM exchanges")).isEmpty();
    }
  }

  @Test
  void brokenFilesAreToldByTheirNamesInTheStore() throws Exception {
    Path cut = captures.addChat(FIRST, NOON, "Why?", "Because.");
    Files.writeString(cut, "PAR1 and no more");

    try (CapturedExchanges open = CapturedExchanges.open(elsewhere, Scope.all(), notes::add)) {
      assertThat(open.leftOut())
          .hasSize(1)
          .allMatch(line -> line.startsWith("s3://bucket/captures/exchanges/date=2026-01-31/"));
    }
  }

  @Test
  void anEmptyStoreIsTold(@TempDir Path temporary) throws Exception {
    try (FolderStore empty = FolderStore.forReading(temporary)) {
      assertThatThrownBy(
              () -> CapturedExchanges.open(new StoreAround(empty) {}, Scope.all(), notes::add))
          .isInstanceOf(UnreadableCaptures.class)
          .hasMessageStartingWith(temporary + ": no captured exchange here yet");
    }
  }

  @Test
  void aFolderIsReadWhereItLiesAndNothingIsMadeInIt() throws Exception {
    Set<String> before = below(root);

    try (CapturedExchanges open = CapturedExchanges.open(folder, Scope.all(), notes::add)) {
      assertThat(rows(open, "SELECT * FROM exchanges")).hasSize(2);
      assertThat(open.files().sound()).allMatch(file -> file.startsWith(root));
    }

    assertThat(below(root)).isEqualTo(before);
    assertThat(notes).isEmpty();
  }

  private static Set<String> below(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return new TreeSet<>(all.map(Path::toString).toList());
    }
  }

  @Test
  void aFolderOpenedForReadingRefusesToBeChanged() {
    String file = "exchanges/x.parquet";

    assertThatThrownBy(() -> folder.stage(file))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("captures folder " + root + " was opened for reading only");
    assertThatThrownBy(() -> folder.delete(file)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> folder.replaceIf("a", null, new byte[0]))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theFolderOfExchangesItselfMayBeNamed() throws Exception {
    try (CapturedExchanges open = CapturedExchanges.open(root.resolve("exchanges"))) {
      assertThat(rows(open, "SELECT * FROM exchanges")).hasSize(2);
    }
  }
}
