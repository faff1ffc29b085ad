package dev.understudy.trainer.dataset;

import static dev.understudy.trainer.ExampleDraft.example;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.SparkForTests;
import dev.understudy.trainer.StageBench;
import dev.understudy.trainer.dataset.DedupeSettings.Conflicts;
import dev.understudy.trainer.dataset.DedupeSettings.Keep;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.similar.NearSettings;
import dev.understudy.trainer.spark.ExampleRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DedupeStageTest {
  private static final String LONG =
      "the quick brown fox jumps over the lazy dog and runs far away into the deep dark forest"
          + " where nobody has ever seen it again since the old days of the king";

  /** One question asked five times; the third answer differs, and is gold; the last is newest. */
  private static final List<Example> ASKED =
      List.of(
          example("a").input("Is it bad?").label("0").receivedAt(1).make(),
          example("b").input("is it  BAD?").label("0").receivedAt(2).make(),
          example("c")
              .input("Is it bad?")
              .label("1")
              .provenance(Provenance.GOLD)
              .receivedAt(3)
              .make(),
          example("d").input("Is it bad?").label("1").receivedAt(4).make(),
          example("e").input("Is it bad?").label("0").receivedAt(5).make(),
          example("f").input("Is it good?").label("0").receivedAt(6).make());

  @TempDir Path folder;

  @Test
  void sameQuestionWithTheSameAnswerCountsOnce() throws IOException {
    assertThat(reasons(Conflicts.KEEP, Keep.OLDEST, ASKED))
        .isEqualTo(Map.of("b", "duplicate", "d", "duplicate", "e", "duplicate"));
  }

  @Test
  void newestAnswerWinsButForGold() throws IOException {
    List<Example> withoutGold = ASKED.stream().filter(each -> !each.id().equals("c")).toList();

    assertThat(reasons(Conflicts.NEWEST, Keep.NEWEST, ASKED))
        .isEqualTo(Map.of("a", "conflict", "b", "conflict", "e", "conflict", "d", "duplicate"));
    assertThat(reasons(Conflicts.NEWEST, Keep.NEWEST, withoutGold))
        .isEqualTo(Map.of("a", "duplicate", "b", "duplicate", "d", "conflict"));
  }

  @Test
  void mostFrequentAnswerWinsAndSaysThatItWasVotedFor() throws IOException {
    Map<String, Example> made = dedupe(Conflicts.MAJORITY, Keep.NEWEST, ASKED);

    assertThat(reasons(made))
        .isEqualTo(Map.of("a", "duplicate", "b", "duplicate", "c", "conflict", "d", "conflict"));
    assertThat(made.get("e"))
        .extracting(each -> each.target().provenance(), each -> each.target().confidence())
        .containsExactly(Provenance.VOTE, 0.6);
    assertThat(made.get("f"))
        .extracting(each -> each.target().provenance(), each -> each.target().confidence())
        .containsExactly(Provenance.TEACHER, null);
  }

  @Test
  void withoutGoldAllGoWhereGoldIsToDecide() throws IOException {
    List<Example> withoutGold = ASKED.stream().filter(each -> !each.id().equals("c")).toList();

    assertThat(reasons(Conflicts.GOLD, Keep.NEWEST, withoutGold))
        .isEqualTo(Map.of("a", "conflict", "b", "conflict", "d", "conflict", "e", "conflict"));
    assertThat(reasons(Conflicts.DROP, Keep.NEWEST, ASKED).keySet())
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void nearDuplicatesAreOfOneTemplateAndOneIsKept() throws IOException {
    List<Example> examples =
        List.of(
            example("a").template("x").input(LONG).receivedAt(1).make(),
            example("b").template("x").input(LONG + " again").receivedAt(2).make(),
            example("c").template("y").input(LONG).receivedAt(3).make(),
            example("d").template("x").input("something else that is short").make());
    DedupeSettings settings =
        new DedupeSettings(true, NearSettings.DEFAULT, true, Conflicts.NEWEST, Keep.NEWEST);

    Map<String, Example> made = dedupe(settings, null, examples);

    assertThat(reasons(made)).isEqualTo(Map.of("a", "near_duplicate"));
    assertThat(made.get("b")).extracting(each -> each.marks().group()).isEqualTo("a");
    assertThat(made.get("c")).extracting(each -> each.marks().group()).isNull();
  }

  @Test
  void nothingLikeAFrozenTestRowIsLearned() throws IOException {
    Example tested = example("t").input(LONG).label("1").split(Split.TEST_INDIST).make();
    Example alike = example("u").input(LONG).label("0").split(Split.TEST_INDIST).make();
    FrozenTests.open(folder.resolve("frozen"))
        .freeze(
            Split.TEST_INDIST,
            SparkForTests.session()
                .createDataset(
                    List.of(ExampleRows.row(tested), ExampleRows.row(alike)),
                    ExampleRows.encoder()),
            "somebody");
    List<Example> examples =
        List.of(
            example("t").input(LONG).label("0").receivedAt(9).make(),
            example("a").input(LONG).label("1").receivedAt(7).make(),
            example("b").input(LONG + " again").label("0").receivedAt(8).make(),
            example("c").input("something else").make(),
            example("late").input("named for the same tests").split(Split.TEST_INDIST).make());
    DedupeSettings settings =
        new DedupeSettings(true, NearSettings.DEFAULT, false, Conflicts.NEWEST, Keep.NEWEST);

    Map<String, Example> made =
        dedupe(settings, FrozenTests.open(folder.resolve("frozen")), examples);

    assertThat(reasons(made))
        .isEqualTo(Map.of("a", "frozen_test", "b", "frozen_test", "late", "frozen_test"));
    assertThat(made.get("t")).isNotNull().extracting(Example::target).isEqualTo(tested.target());
    assertThat(made.get("t")).extracting(each -> each.marks().split()).isEqualTo(Split.TEST_INDIST);
    assertThat(made.get("u")).isNotNull().extracting(Example::target).isEqualTo(alike.target());
  }

  private Map<String, String> reasons(Conflicts conflicts, Keep keep, List<Example> examples)
      throws IOException {
    return reasons(dedupe(conflicts, keep, examples));
  }

  private Map<String, Example> dedupe(Conflicts conflicts, Keep keep, List<Example> examples)
      throws IOException {
    return dedupe(new DedupeSettings(true, null, true, conflicts, keep), null, examples);
  }

  private Map<String, Example> dedupe(
      DedupeSettings settings, @Nullable FrozenTests frozen, List<Example> examples)
      throws IOException {
    return StageBench.byId(
        new StageBench(folder, 3).run(new DedupeStage(settings, frozen), examples));
  }

  private static Map<String, String> reasons(Map<String, Example> made) {
    return made.values().stream()
        .filter(each -> each.drop() != null)
        .collect(
            Collectors.toMap(
                Example::id,
                each -> each.drop() == null ? "" : each.drop().reason(),
                (a, b) -> a,
                TreeMap::new));
  }
}
