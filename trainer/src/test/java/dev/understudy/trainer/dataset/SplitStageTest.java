package dev.understudy.trainer.dataset;

import static dev.understudy.trainer.ExampleDraft.example;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.ExampleDraft;
import dev.understudy.trainer.StageBench;
import dev.understudy.trainer.dataset.SplitSettings.By;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitStageTest {
  @TempDir Path folder;

  @Test
  void sharesAreDealtOutAndNothingIsLost() throws IOException {
    List<Example> examples = IntStream.range(0, 2000).mapToObj(i -> row(i).make()).toList();

    Map<String, Example> made =
        split(By.DUPLICATES, Amount.share(0.1), Amount.share(0.2), 0, examples);

    assertThat(count(made, Split.VALIDATION)).isBetween(150L, 250L);
    assertThat(count(made, Split.TEST_INDIST)).isBetween(340L, 460L);
    assertThat(
            count(made, Split.TRAIN)
                + count(made, Split.VALIDATION)
                + count(made, Split.TEST_INDIST))
        .isEqualTo(2000);
  }

  @Test
  void numbersAreMetExactly() throws IOException {
    List<Example> examples = IntStream.range(0, 500).mapToObj(i -> row(i).make()).toList();

    Map<String, Example> made = split(By.DUPLICATES, Amount.rows(50), Amount.rows(22), 0, examples);

    assertThat(count(made, Split.VALIDATION)).isEqualTo(50);
    assertThat(count(made, Split.TEST_INDIST)).isEqualTo(22);
  }

  @Test
  void nearDuplicatesAreNeverOnBothSides() throws IOException {
    List<Example> examples =
        IntStream.range(0, 900).mapToObj(i -> row(i).group("g" + i / 3).make()).toList();

    Map<String, Example> made =
        split(By.DUPLICATES, Amount.rows(100), Amount.rows(100), 0, examples);

    assertThat(splitsByUnit(made, each -> each.marks().group()).values())
        .allSatisfy(splits -> assertThat(splits).hasSizeLessThanOrEqualTo(1));
    assertThat(count(made, Split.TEST_INDIST)).isEqualTo(100);
  }

  @Test
  void oneUserIsNeverOnBothSides() throws IOException {
    List<Example> examples =
        IntStream.range(0, 900).mapToObj(i -> row(i).user("u" + i % 40).make()).toList();

    Map<String, Example> made = split(By.USER, Amount.share(0.2), Amount.share(0.2), 0, examples);

    assertThat(splitsByUnit(made, each -> each.origin().user()).values())
        .allSatisfy(splits -> assertThat(splits).hasSize(1));
  }

  @Test
  void theNewestAreTestedOnWhenSplitByTime() throws IOException {
    List<Example> examples =
        IntStream.range(0, 100).mapToObj(i -> row(i).receivedAt(i * 1000L).make()).toList();

    Map<String, Example> made = split(By.TIME, Amount.share(0.1), Amount.share(0.2), 0, examples);

    Set<Long> tested =
        made.values().stream()
            .filter(each -> each.marks().split() == Split.TEST_INDIST)
            .map(each -> each.origin().receivedAtMicros())
            .collect(Collectors.toSet());
    assertThat(tested)
        .isEqualTo(IntStream.range(80, 100).mapToObj(i -> i * 1000L).collect(Collectors.toSet()));
  }

  @Test
  void theBalancedTestHasAsManyOfEachLabelButAtMostHalfOfARareOne() throws IOException {
    List<Example> examples =
        IntStream.range(0, 400)
            .mapToObj(i -> row(i).label(i < 6 ? "rare" : i < 100 ? "1" : "0").make())
            .toList();

    Map<String, Example> made = split(By.DUPLICATES, Amount.NONE, Amount.NONE, 20, examples);

    Map<String, Long> labels =
        made.values().stream()
            .filter(each -> each.marks().split() == Split.TEST_BALANCED)
            .collect(
                Collectors.groupingBy(each -> "" + each.target().label(), Collectors.counting()));
    assertThat(labels).isEqualTo(Map.of("0", 20L, "1", 20L, "rare", 3L));
  }

  @Test
  void whatWasDealtOutBeforeStaysAndNoOtherTestIsDrawn() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      examples.add(row(i).split(i < 5 ? Split.TEST_INDIST : null).group("g" + i / 2).make());
    }

    Map<String, Example> made = split(By.DUPLICATES, Amount.NONE, Amount.share(0.3), 0, examples);

    assertThat(count(made, Split.TEST_INDIST)).isEqualTo(5);
    assertThat(made.get("row-0005")) // in one group with row-0004
        .isNotNull()
        .extracting(Example::drop)
        .isEqualTo(new Drop("splits", "same_unit_as_test_indist", null));
  }

  @Test
  void droppedRowsAreInNoPart() throws IOException {
    List<Example> examples =
        IntStream.range(0, 50)
            .mapToObj(i -> (i % 2 == 0 ? row(i).dropped("filters", "length") : row(i)).make())
            .toList();

    Map<String, Example> made = split(By.DUPLICATES, Amount.NONE, Amount.NONE, 0, examples);

    assertThat(made.values())
        .allSatisfy(each -> assertThat(each.marks().split() == null).isEqualTo(!each.isKept()));
  }

  @Test
  void aRowStaysWhereItIsWhileTheCapturesGrow() throws IOException {
    List<Example> few = IntStream.range(0, 300).mapToObj(i -> row(i).make()).toList();
    List<Example> many = IntStream.range(0, 900).mapToObj(i -> row(i).make()).toList();

    Map<String, Example> before =
        split(By.DUPLICATES, Amount.share(0.1), Amount.share(0.1), 0, few);
    Map<String, Example> after =
        split(By.DUPLICATES, Amount.share(0.1), Amount.share(0.1), 0, many);

    before.forEach(
        (id, each) ->
            assertThat(after.get(id))
                .as(id)
                .isNotNull()
                .extracting(Example::marks)
                .isEqualTo(each.marks()));
  }

  private Map<String, Example> split(
      By by, Amount validation, Amount indist, long balanced, List<Example> examples)
      throws IOException {
    SplitSettings settings = new SplitSettings(by, validation, indist, balanced);
    return StageBench.byId(new StageBench(folder, 7).run(new SplitStage(settings), examples));
  }

  private static ExampleDraft row(int number) {
    return example("row-%04d".formatted(number));
  }

  private static long count(Map<String, Example> made, Split split) {
    return made.values().stream().filter(each -> each.marks().split() == split).count();
  }

  private static Map<String, Set<Split>> splitsByUnit(
      Map<String, Example> made, Function<Example, @Nullable String> unit) {
    Map<String, Set<Split>> splits = new HashMap<>();
    for (Example each : made.values()) {
      if (each.marks().split() != null) {
        splits
            .computeIfAbsent("" + unit.apply(each), none -> new HashSet<>())
            .add(each.marks().split());
      }
    }
    return splits;
  }
}
