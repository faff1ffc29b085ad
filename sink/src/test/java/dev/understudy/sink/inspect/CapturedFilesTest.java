package dev.understudy.sink.inspect;

import static dev.understudy.sink.inspect.CapturedFolder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.StoreAround;
import dev.understudy.sink.store.StoredFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of captures, for readers of Parquet that know no stores. */
class CapturedFilesTest {
  private static final Instant NOW = NOON.plusSeconds(3 * 3600 + 600);

  private final List<String> notes = new ArrayList<>();
  private final List<String> listed = new ArrayList<>();
  private final List<String> opened = new ArrayList<>();
  private Path root;
  private Path older;
  private Path newer;
  private FolderStore folder;
  private StoreAround elsewhere;

  @BeforeEach
  void capture(@TempDir Path temporary) throws IOException {
    root = temporary.resolve("captures");
    CapturedFolder captures = new CapturedFolder(root);
    older = captures.addChat("019c1452-6f00-7000-8000-00000000beef", NOON, "Why?", "Because.");
    newer =
        captures.addChat(
            "019c1452-6f00-7000-8000-00000000cafe", NOON.plusSeconds(7200), "How?", "So.");
    folder = FolderStore.forReading(root);
    elsewhere =
        new StoreAround(folder) {
          @Override
          public String location() {
            return "s3://bucket/captures";
          }

          @Override
          public List<StoredFile> list(String prefix) throws IOException {
            listed.add(prefix);
            return super.list(prefix);
          }

          @Override
          public SeekableByteChannel open(String name) throws IOException {
            opened.add(name);
            return super.open(name);
          }
        };
  }

  @AfterEach
  void closeFolder() throws IOException {
    folder.close();
  }

  @Test
  void aFoldersFilesAreReadWhereTheyLie() throws Exception {
    try (CapturedFiles files = CapturedFiles.all(folder, notes::add);
        CapturedFiles ofTable =
            CapturedFiles.all(FolderStore.forReading(root.resolve("exchanges")), notes::add)) {
      assertThat(files.files()).containsExactly(newer, older);
      assertThat(files.olderLeftOut()).isFalse();
      assertThat(ofTable.files()).containsExactly(newer, older);
    }
    assertThat(notes).isEmpty();
    assertThat(older).exists();
  }

  @Test
  void anotherStoresFilesAreFetchedOnceAndGoWithTheClose() throws Exception {
    List<Path> fetched;
    try (CapturedFiles files = CapturedFiles.all(elsewhere, notes::add)) {
      fetched = files.files();
      assertThat(files.files()).isEqualTo(fetched);

      assertThat(fetched).hasSize(2).doesNotContain(newer, older);
      assertThat(fetched.get(0)).hasSameBinaryContentAs(newer);
      assertThat(fetched.get(1)).hasSameBinaryContentAs(older);
    }
    assertThat(notes)
        .singleElement()
        .asString()
        .startsWith("fetching 2 files of exchanges, ")
        .endsWith(" from s3://bucket/captures");
    assertThat(fetched).noneMatch(Files::exists);
  }

  @Test
  void olderFilesAreLeftOutWhereAllAreTooLargeButNeverTheNewest() throws Exception {
    long both = Files.size(newer) + Files.size(older);

    assertThat(fetchedWithin(both)).isEqualTo(new Fetched(2, false));
    assertThat(fetchedWithin(both - 1)).isEqualTo(new Fetched(1, true));
    assertThat(fetchedWithin(1)).isEqualTo(new Fetched(1, true));
    assertThat(notes).anyMatch(note -> note.startsWith("fetching 1 files"));
  }

  private record Fetched(int files, boolean olderLeftOut) {}

  private Fetched fetchedWithin(long bytes) throws Exception {
    return fetchedWithin(bytes, NOW);
  }

  private Fetched fetchedWithin(long bytes, Instant now) throws Exception {
    try (CapturedFiles files = CapturedFiles.newest(elsewhere, bytes, now, notes::add)) {
      List<Path> found = files.files();
      assertThat(found.get(0)).hasSameBinaryContentAs(newer);
      return new Fetched(found.size(), files.olderLeftOut());
    }
  }

  @Test
  void whatIsLongAgoIsFoundWhereNothingCameSince() throws Exception {
    long both = Files.size(newer) + Files.size(older);

    for (int days : new int[] {1, 3, 30, 300, 3000}) {
      Instant later = NOW.plus(days, ChronoUnit.DAYS);

      assertThat(fetchedWithin(both, later)).as(days + " days").isEqualTo(new Fetched(2, false));
      assertThat(fetchedWithin(1, later)).as(days + " days").isEqualTo(new Fetched(1, true));
    }
  }

  @Test
  void anOlderFileIsKnownOfWhereTheNewestAloneIsTooLarge() throws Exception {
    Instant nextDay = NOON.plus(1, ChronoUnit.DAYS); // the older one is out of the first look

    assertThat(fetchedWithin(1, nextDay.plusSeconds(3600))).isEqualTo(new Fetched(1, true));
  }

  @Test
  void ofManyHoursOnlyTheLatestAreLookedAt() throws Exception {
    hoursOf60Days();

    Fetched fetched = fetchedWithin(3 * Files.size(newer), NOW);

    assertThat(fetched).isEqualTo(new Fetched(3, true));
    assertThat(listed).containsExactly("exchanges/date=2026-01-31/");
    assertThat(opened).as("the merged files of 9 to 12, and what is fetched").hasSize(4 + 3);
    assertThat(opened).allMatch(name -> name.matches("exchanges/date=2026-01-31/hour=(09|1.)/.*"));
  }

  @Test
  void whereTheLatestHoursHoldTooLittleMoreAreLookedAt() throws Exception {
    hoursOf60Days();

    Fetched fetched = fetchedWithin(99 * Files.size(newer) + Files.size(older), NOW);

    assertThat(fetched).isEqualTo(new Fetched(100, true));
    assertThat(listed)
        .as("dates that 6 hours, a day and 7 days touch")
        .hasSize(1 + 2 + 8)
        .allMatch(name -> name.startsWith("exchanges/date="));
    assertThat(opened)
        .as("merged files of each look, and what is fetched")
        .hasSize(4 + 22 + 166 + 100);
  }

  private void hoursOf60Days() throws IOException {
    for (int i = 0; i < 60 * 24; i++) {
      hour(NOON.minus(i, ChronoUnit.HOURS));
    }
  }

  /** An hour as a busy store has it: one merged file and one that came later. */
  private void hour(Instant hour) throws IOException {
    Path folderOfHour = root.resolve("exchanges").resolve(TableLayout.partition(hour));
    Files.createDirectories(folderOfHour);
    Files.copy(newer, folderOfHour.resolve("zz-compacted-00000001.parquet"));
    Files.copy(newer, folderOfHour.resolve("late.parquet"));
  }

  @Test
  void aBrokenFileIsLeftOutAndNamedAsPeopleKnowIt() throws Exception {
    Files.writeString(older, "no Parquet at all");

    try (CapturedFiles files = CapturedFiles.all(elsewhere, notes::add)) {
      assertThat(files.files()).hasSize(1);
      assertThat(files.leftOut())
          .containsExactly(
              ("s3://bucket/captures/%s: expected a Parquet file, found one without PAR1 at its"
                      + " start and end: cut short or of another kind")
                  .formatted(root.relativize(older)));
    }
  }

  @Test
  void aFileThatIsDamagedWithinIsLeftOutOnceItIsLookedFor() throws Exception {
    CapturedFolder.damageWithin(older);

    try (CapturedFiles files = CapturedFiles.all(folder, notes::add)) {
      assertThat(files.files()).containsExactly(newer, older);
      assertThat(files.leaveOutUnreadable()).isTrue();
      assertThat(files.files()).containsExactly(newer);
      assertThat(files.leaveOutUnreadable()).isFalse();
      assertThat(files.leftOut())
          .singleElement()
          .asString()
          .startsWith(older + ": cannot be read: not a whole Parquet file: column request_id, ")
          .endsWith("; put a whole copy in its place, or move it away");
    }
  }

  @Test
  void whereNoFileCanBeReadAllAreNamed() throws Exception {
    Files.writeString(older, "no Parquet at all");
    Files.writeString(newer, "nor this");

    try (CapturedFiles files = CapturedFiles.all(folder, notes::add)) {
      assertThatThrownBy(files::files)
          .isInstanceOf(UnreadableCaptures.class)
          .hasMessageStartingWith(root + ": no captured exchange here yet:\n" + newer + ": ")
          .hasMessageContaining("\n" + older + ": ");
    }
  }

  @Test
  void whereNothingWasCapturedThatIsSaid() throws Exception {
    Files.delete(older);
    Files.delete(newer);

    try (CapturedFiles files = CapturedFiles.all(elsewhere, notes::add)) {
      assertThatThrownBy(files::files)
          .hasMessage(
              "s3://bucket/captures: no captured exchange here yet; the gateway writes a file once a"
                  + " segment is full or old enough");
    }
    assertThatThrownBy(
            () ->
                CapturedFiles.all(
                    FolderStore.forReading(root.resolve("exchanges/date=2026-01-31")), notes::add))
        .hasMessageContaining("nothing was captured here yet (no folder exchanges in it)");
  }
}
