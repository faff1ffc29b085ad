package dev.understudy.student.serving.shelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.student.keyword.KeywordFolder;
import dev.understudy.student.model.Model.Identity;
import dev.understudy.student.serving.batch.BatchSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real folders whose models come, change, break and go. */
class ModelFoldersTest {
  @TempDir private Path dir;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Shelf shelf = new Shelf(BatchSettings.USUAL, registry);
  private final KeywordFolder loader = new KeywordFolder();

  @AfterEach
  void close() {
    shelf.close(Duration.ofSeconds(5));
  }

  @Test
  void allModelsAreLoadedAndWarm() throws Exception {
    Path one = KeywordFolder.write(dir.resolve("one"), "toxicity", "1", 10, "awful");
    KeywordFolder.write(dir.resolve("more/a"), "spam", "1", 10, "win");
    KeywordFolder.write(dir.resolve("more/.unfinished"), "half", "1", 10, "win");

    folders(List.of(one), List.of(dir.resolve("more"))).loadAll();

    assertThat(serving()).containsExactly("spam 1", "toxicity 1");
    assertThat(loader.loaded()).allMatch(model -> model.batches().equals(List.of(1, 16)));
  }

  @Test
  void newestOfANameServes() throws Exception {
    KeywordFolder.write(dir.resolve("a"), "toxicity", "2", 20, "awful");
    KeywordFolder.write(dir.resolve("b"), "toxicity", "1", 10, "awful");
    KeywordFolder.write(dir.resolve("c"), "toxicity", "1b", 20, "awful");

    folders(List.of(), List.of(dir)).loadAll();

    assertThat(serving()).containsExactly("toxicity 2");
    assertThat(loader.loaded().stream().filter(model -> !model.isClosed())).hasSize(1);
  }

  @Test
  void singleFolderThatCannotBeLoadedIsAFailure() throws Exception {
    Path broken = Files.createDirectories(dir.resolve("broken"));
    ModelFolders folders = folders(List.of(broken), List.of());

    assertThatThrownBy(folders::loadAll)
        .isInstanceOf(UnloadableModel.class)
        .hasMessage(broken + " has no readable file keywords");
  }

  @Test
  void brokenFolderAmongOthersIsLeftOut() throws Exception {
    Files.createDirectories(dir.resolve("broken"));
    KeywordFolder.write(dir.resolve("good"), "toxicity", "1", 10, "awful");

    folders(List.of(), List.of(dir)).loadAll();

    assertThat(serving()).containsExactly("toxicity 1");
    assertThat(refused()).isEqualTo(1);
  }

  @Test
  void newFolderIsLoadedOnceItLiesStill() throws Exception {
    KeywordFolder.write(dir.resolve("1"), "toxicity", "1", 10, "awful");
    ModelFolders folders = folders(List.of(), List.of(dir));
    folders.loadAll();

    KeywordFolder.write(dir.resolve("2"), "toxicity", "2", 20, "awful");
    folders.look();
    List<String> atFirstLook = serving();
    folders.look();

    assertThat(atFirstLook).containsExactly("toxicity 1");
    assertThat(serving()).containsExactly("toxicity 2");
    assertThat(loader.loaded().get(0).isClosed()).isTrue();
  }

  @Test
  void changedFolderIsLoadedAgainAndOnlyOnce() throws Exception {
    Path folder = KeywordFolder.write(dir.resolve("1"), "toxicity", "1", 10, "awful");
    ModelFolders folders = folders(List.of(folder), List.of());
    folders.loadAll();

    KeywordFolder.write(folder, "toxicity", "2", 20, "awful", "nasty");
    look(folders, 5);

    assertThat(serving()).containsExactly("toxicity 2");
    assertThat(loader.loaded()).hasSize(2);
  }

  @Test
  void symbolicLinkSwappedIsSeen() throws Exception {
    KeywordFolder.write(dir.resolve("v1"), "toxicity", "1", 10, "awful");
    KeywordFolder.write(dir.resolve("v2"), "toxicity", "2", 20, "awful");
    Path link = Files.createSymbolicLink(dir.resolve("current"), Path.of("v1"));
    ModelFolders folders = folders(List.of(link), List.of());
    folders.loadAll();

    Path next = Files.createSymbolicLink(dir.resolve("next"), Path.of("v2"));
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
    look(folders, 2);

    assertThat(serving()).containsExactly("toxicity 2");
  }

  @Test
  void changeThatCannotBeLoadedChangesNothingUntilItIsMended() throws Exception {
    Path folder = KeywordFolder.write(dir.resolve("1"), "toxicity", "1", 10, "awful");
    ModelFolders folders = folders(List.of(folder), List.of());
    folders.loadAll();

    Files.writeString(folder.resolve("keywords"), "nonsense\n");
    look(folders, 3);
    double refusedWhileBroken = refused();
    List<String> whileBroken = serving();
    KeywordFolder.write(folder, "toxicity", "3", 30, "awful");
    look(folders, 2);

    assertThat(whileBroken).containsExactly("toxicity 1");
    assertThat(refusedWhileBroken).isEqualTo(1);
    assertThat(serving()).containsExactly("toxicity 3");
    assertThat(refused()).isZero();
  }

  @Test
  void modelThatCannotAnswerIsNotPutInOffice() throws Exception {
    Path folder = KeywordFolder.write(dir.resolve("1"), "toxicity", "1", 10, "awful");
    ModelLoader ofClosedOnes =
        path -> {
          var model = loader.load(path);
          model.close();
          return new UnclosedTwice(model);
        };
    ModelFolders folders =
        new ModelFolders(List.of(folder), List.of(), ofClosedOnes, shelf, registry);

    assertThatThrownBy(folders::loadAll)
        .hasMessage("model toxicity 1 cannot answer: asked 1, closed: true");
    assertThat(serving()).isEmpty();
  }

  @Test
  void whereTheServingFolderGoesTheNextNewestTakesOver() throws Exception {
    KeywordFolder.write(dir.resolve("1"), "toxicity", "1", 10, "awful");
    KeywordFolder.write(dir.resolve("2"), "toxicity", "2", 20, "awful");
    Path third = KeywordFolder.write(dir.resolve("3"), "toxicity", "3", 30, "awful");
    ModelFolders folders = folders(List.of(), List.of(dir));
    folders.loadAll();

    remove(third);
    look(folders, 1);

    assertThat(serving()).containsExactly("toxicity 2");
  }

  @Test
  void lastOfANameServesOnWhenItsFolderIsGone() throws Exception {
    Path only = KeywordFolder.write(dir.resolve("1"), "toxicity", "1", 10, "awful");
    ModelFolders folders = folders(List.of(), List.of(dir));
    folders.loadAll();

    remove(only);
    look(folders, 3);
    List<String> whileGone = serving();
    KeywordFolder.write(only, "toxicity", "1a", 10, "awful");
    look(folders, 2);

    assertThat(whileGone).containsExactly("toxicity 1");
    assertThat(serving()).containsExactly("toxicity 1a");
  }

  @Test
  void folderThatGoesBackToAnOlderVersionLetsANewerOneElsewhereServe() throws Exception {
    KeywordFolder.write(dir.resolve("1"), "toxicity", "2", 20, "awful");
    Path other = KeywordFolder.write(dir.resolve("2"), "toxicity", "3", 30, "awful");
    ModelFolders folders = folders(List.of(), List.of(dir));
    folders.loadAll();

    KeywordFolder.write(other, "toxicity", "1", 10, "awful");
    look(folders, 2);

    assertThat(serving()).containsExactly("toxicity 2");
  }

  private ModelFolders folders(List<Path> single, List<Path> parents) {
    return new ModelFolders(single, parents, loader::load, shelf, registry);
  }

  private static void look(ModelFolders folders, int times) {
    for (int i = 0; i < times; i++) {
      folders.look();
    }
  }

  private static void remove(Path folder) throws IOException {
    Files.delete(folder.resolve("keywords"));
    Files.delete(folder);
  }

  private List<String> serving() {
    return shelf.identities().stream().map(ModelFoldersTest::words).toList();
  }

  private static String words(Identity identity) {
    return identity.name() + " " + identity.version();
  }

  private double refused() {
    return registry.get("understudy.student.folders.refused").gauge().value();
  }
}
