package dev.understudy.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {
  private static final String NAME = "exchanges/date=2026-01-31/hour=07/a.parquet";
  private Path root;

  @BeforeEach
  void useFolder(@TempDir Path folder) {
    root = folder.resolve("captures");
  }

  private static boolean put(Store store, String content) throws IOException {
    Path staged = store.stage(NAME);
    Files.writeString(staged, content);
    boolean put = store.putIfAbsent(NAME, staged);
    assertThat(staged).doesNotExist();
    return put;
  }

  @Test
  void theFirstFileUnderANameStays() throws IOException {
    try (FolderStore store = FolderStore.open(root)) {
      assertThat(put(store, "first")).isTrue();
      assertThat(put(store, "second")).isFalse();
    }

    assertThat(root.resolve(NAME)).hasContent("first");
  }

  @Test
  void ofManyRacersExactlyOneWins() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (FolderStore one = FolderStore.open(root);
        FolderStore other = FolderStore.open(root)) {
      List<Callable<Boolean>> racers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        FolderStore store = i % 2 == 0 ? one : other;
        String content = "racer " + i;
        racers.add(() -> put(store, content));
      }
      int winners = 0;
      for (Future<Boolean> result : threads.invokeAll(racers)) {
        winners += result.get() ? 1 : 0;
      }

      assertThat(winners).isEqualTo(1);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void whatADeadRunStagedIsRemovedAndALiveRunsIsNot() throws IOException {
    Path dead = root.resolve(".staging/dead");
    Files.createDirectories(dead);
    Files.writeString(dead.resolve("a.parquet.tmp"), "half");
    try (FolderStore live = FolderStore.open(root)) {
      Path staged = live.stage(NAME);
      Files.writeString(staged, "whole");

      FolderStore.open(root).close();

      assertThat(dead).doesNotExist();
      assertThat(staged).exists();
    }
  }

  @Test
  void anotherProcessLeavesAloneWhatAProcessWithTwoStoresStaged() throws Exception {
    try (FolderStore one = FolderStore.open(root);
        FolderStore other = FolderStore.open(root)) {
      Path staged = one.stage(NAME);
      Files.writeString(staged, "whole");

      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Opening.class.getName(),
                  root.toString())
              .inheritIO()
              .start();

      assertThat(process.waitFor()).isZero();
      assertThat(staged).exists();
      assertThat(put(other, "first")).isTrue();
    }
  }

  /** Another process that opens the same folder. */
  static final class Opening {
    private Opening() {}

    public static void main(String[] args) throws IOException {
      FolderStore.open(Path.of(args[0])).close();
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefusedByName() throws IOException {
    Files.writeString(root, "in the way");

    assertThatThrownBy(() -> FolderStore.open(root))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("captures folder %s cannot be written", root.toAbsolutePath())
        .hasMessageEndingWith("or choose another");
  }

  @Test
  void namesCannotLeaveTheFolder() throws IOException {
    try (FolderStore store = FolderStore.open(root)) {
      assertThatThrownBy(() -> store.open("../outside"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatIsFinishedIsListedInOrderOfNamesAndNothingElse() throws IOException {
    try (FolderStore store = FolderStore.open(root)) {
      put(store, "here");
      store.replaceIf("ledger/rollouts.json", null, new byte[] {1});
      Files.createDirectories(root.resolve("exchanges/.hidden"));
      Files.writeString(root.resolve("exchanges/.hidden/x.parquet"), "not ours");

      assertThat(store.list(""))
          .extracting(StoredFile::name)
          .containsExactly(NAME, "ledger/rollouts.json");
      assertThat(store.list("exchanges/date=2026-01-3"))
          .extracting(StoredFile::bytes)
          .containsExactly(4L);
      assertThat(store.list("feedback/")).isEmpty();
    }
  }

  @Test
  void aFileIsReplacedOnlyAsItWasListed() throws IOException {
    try (FolderStore store = FolderStore.open(root)) {
      put(store, "first");
      StoredFile listed = store.list("exchanges/").get(0);

      assertThat(store.replaceFileIf(listed, staged(store, "second"))).isTrue();
      assertThat(root.resolve(NAME)).hasContent("second");
      assertThat(store.replaceFileIf(listed, staged(store, "third"))).isFalse();
      assertThat(root.resolve(NAME)).hasContent("second");
    }
  }

  @Test
  void aFileThatIsGoneIsNotReplaced() throws IOException {
    try (FolderStore store = FolderStore.open(root)) {
      put(store, "first");
      StoredFile listed = store.list("exchanges/").get(0);
      store.delete(NAME);
      Path staged = staged(store, "second");

      assertThat(store.replaceFileIf(listed, staged)).isFalse();
      assertThat(staged).doesNotExist();
      assertThat(store.list("")).isEmpty();
    }
  }

  @Test
  void whatIsDeletedIsGoneWithItsEmptyFolders() throws IOException {
    try (FolderStore store = FolderStore.open(root)) {
      put(store, "first");

      assertThat(store.delete(NAME)).isTrue();
      assertThat(store.delete(NAME)).isFalse();
      assertThat(root.resolve("exchanges")).doesNotExist();
      assertThat(put(store, "again")).isTrue();
    }
  }

  private static Path staged(Store store, String content) throws IOException {
    return Files.writeString(store.stage(NAME), content);
  }
}
