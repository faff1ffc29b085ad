package dev.understudy.trainer.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.understudy.trainer.SparkForTests;
import dev.understudy.trainer.StageBench;
import dev.understudy.trainer.dataset.FrozenTests;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.run.Manifest;
import dev.understudy.trainer.run.Sha256;
import dev.understudy.trainer.run.StageFolder;
import dev.understudy.trainer.run.StageRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetBuildTest {
  private static final StageFolder FILTERED =
      new StageFolder(
          Path.of("work/filters-1"),
          new Manifest(
              "filters", "1", "1", 1, MissingNode.getInstance(), null, 9, 9, Map.of(), Map.of()));

  @TempDir private Path folder;

  private OutFolder out;
  private SetBuild build;

  @BeforeEach
  void planOneSet() throws IOException {
    Path file = BuiltSet.file(folder, "set.yaml", "version: 1", "name: set", "captures: captures");
    out = OutFolder.open(folder.resolve("set"));
    build =
        new SetBuild(
            BuiltSet.read(file).sets().get(0),
            out,
            new StageRunner(SparkForTests.session(), 1, new StageBench.Silent()));
  }

  @AfterEach
  void close() throws IOException {
    out.close();
  }

  private void frozen(Split split, String madeBy) throws IOException {
    Path part = Files.createDirectories(out.frozen().resolve(split.word()));
    Files.writeString(part.resolve("rows.parquet"), "rows");
    Files.writeString(
        part.resolve("frozen.json"),
        "{\"rows\": 1, \"sha256\": \"%s\", \"made_by\": \"%s\"}"
            .formatted(Sha256.of("rows"), madeBy));
  }

  private FrozenTests frozen() throws IOException {
    return FrozenTests.open(out.frozen());
  }

  @Test
  void testsThatTheSetDrewItselfAreDrawnAgain() throws IOException {
    String own = build.drawnBeside(frozen(), FILTERED);
    frozen(Split.TEST_INDIST, own);
    frozen(Split.TEST_BALANCED, own);

    assertThat(build.drawnElsewhere(frozen(), FILTERED).parts()).isEmpty();
  }

  @Test
  void testsThatTheSetDrewBesideThoseOfAnotherAreDrawnAgainToo() throws IOException {
    frozen(Split.TEST_INDIST, "another set");
    frozen(Split.TEST_BALANCED, build.drawnBeside(frozen(), FILTERED));

    assertThat(build.drawnElsewhere(frozen(), FILTERED).parts())
        .extracting(FrozenTests.Part::split)
        .containsExactly(Split.TEST_INDIST);
  }

  @Test
  void testsOfOthersStandAsTheyAre() throws IOException {
    frozen(Split.TEST_INDIST, build.drawnBeside(frozen(), FILTERED));
    frozen(Split.TEST_BALANCED, "another set");

    assertThat(build.drawnElsewhere(frozen(), FILTERED).parts())
        .extracting(FrozenTests.Part::split)
        .containsExactly(Split.TEST_INDIST, Split.TEST_BALANCED);
  }
}
