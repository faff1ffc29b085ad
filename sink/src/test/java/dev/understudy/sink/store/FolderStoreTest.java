package dev.understudy.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sink.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends StoreContract {
  private Path root;

  @BeforeEach
  void useFolder(@TempDir Path folder) {
    root = folder.resolve("captures");
  }

  @Override
  protected Store open() throws IOException {
    return FolderStore.open(root);
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
          new ProcessBuilder(ChildJvm.command(Opening.class, root.toString())).inheritIO().start();

      assertThat(process.waitFor()).isZero();
      assertThat(staged).exists();
      assertThat(put(other, NAME, "first")).isTrue();
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
  void whatIsDeletedTakesItsEmptyFoldersAlong() throws IOException {
    try (FolderStore store = FolderStore.open(root)) {
      put(store, NAME, "first");

      store.delete(NAME);

      assertThat(root.resolve("exchanges")).doesNotExist();
    }
  }
}
