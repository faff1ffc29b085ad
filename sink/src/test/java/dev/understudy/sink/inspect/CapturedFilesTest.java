package dev.understudy.sink.inspect;

import static dev.understudy.sink.inspect.CapturedFolder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.StoreAround;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of captures, for readers of Parquet that know no stores. */
class CapturedFilesTest {
  private final List<String> notes = new ArrayList<>();
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
        };
  }

  @AfterEach
  void closeFolder() throws IOException {
    folder.close();
  }

  @Test
  void aFoldersFilesAreReadWhereTheyLie() throws Exception {
    try (CapturedFiles files = CapturedFiles.of(folder, Long.MAX_VALUE, notes::add);
        CapturedFiles ofTable =
            CapturedFiles.of(
                FolderStore.forReading(root.resolve("exchanges")), Long.MAX_VALUE, notes::add)) {
      assertThat(files.files()).containsExactly(newer, older);
      assertThat(files.older()).isZero();
      assertThat(ofTable.files()).containsExactly(newer, older);
    }
    assertThat(notes).isEmpty();
    assertThat(older).exists();
  }

  @Test
  void anotherStoresFilesAreFetchedOnceAndGoWithTheClose() throws Exception {
    List<Path> fetched;
    try (CapturedFiles files = CapturedFiles.of(elsewhere, Long.MAX_VALUE, notes::add)) {
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

    assertThat(fetchedWithin(both)).containsExactly("2 files", "0 older");
    assertThat(fetchedWithin(both - 1)).containsExactly("1 files", "1 older");
    assertThat(fetchedWithin(1)).containsExactly("1 files", "1 older");
    assertThat(notes).anyMatch(note -> note.startsWith("fetching 1 files"));
  }

  private List<String> fetchedWithin(long bytes) throws Exception {
    try (CapturedFiles files = CapturedFiles.of(elsewhere, bytes, notes::add)) {
      List<Path> found = files.files();
      assertThat(found.get(0)).hasSameBinaryContentAs(newer);
      return List.of(found.size() + " files", files.older() + " older");
    }
  }

  @Test
  void aBrokenFileIsNamedAsPeopleKnowIt() throws Exception {
    Files.writeString(older, "no Parquet at all");

    try (CapturedFiles files = CapturedFiles.of(elsewhere, Long.MAX_VALUE, notes::add)) {
      assertThatThrownBy(files::files)
          .isInstanceOf(UnreadableCaptures.class)
          .hasMessage(
              "s3://bucket/captures/%s: expected a Parquet file, found one without PAR1 at its start"
                  + " and end: cut short or of another kind; move a broken file away and try again",
              root.relativize(older));
    }
  }

  @Test
  void whereNothingWasCapturedThatIsSaid() throws Exception {
    Files.delete(older);
    Files.delete(newer);

    try (CapturedFiles files = CapturedFiles.of(elsewhere, Long.MAX_VALUE, notes::add)) {
      assertThatThrownBy(files::files)
          .hasMessage(
              "s3://bucket/captures: no captured exchange here yet; the gateway writes a file once a"
                  + " segment is full or old enough");
    }
    assertThatThrownBy(
            () ->
                CapturedFiles.of(
                    FolderStore.forReading(root.resolve("exchanges/date=2026-01-31")),
                    1,
                    notes::add))
        .hasMessageContaining("nothing was captured here yet (no folder exchanges in it)");
  }
}
