package dev.understudy.trainer.dataset;

import static dev.understudy.trainer.ExampleDraft.example;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.ExampleDraft;
import dev.understudy.trainer.StageBench;
import dev.understudy.trainer.dataset.BalanceSettings.Mix;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.run.StageFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BalanceStageTest {
  @TempDir Path folder;

  @Test
  void aPowerUserIsCutDownToTheShareAllowed() throws IOException {
    List<Example> examples =
        IntStream.range(0, 1000)
            .mapToObj(i -> row(i).user(i < 400 ? "power" : "u" + i).make())
            .toList();
    BalanceSettings settings =
        new BalanceSettings(Map.of(BalanceBy.USER, Amount.share(0.05)), null, null, null, null);

    StageFolder made = balance(settings, examples);

    List<Example> kept = kept(made);
    long power = kept.stream().filter(each -> "power".equals(each.origin().user())).count();
    assertThat(power).isEqualTo(31); // of 631
    assertThat(kept).hasSize(631);
    assertThat(made.manifest().dropped()).isEqualTo(Map.of("user_cap", 369L));
  }

  @Test
  void rowsOfNobodyAreNotCapped() throws IOException {
    List<Example> examples = IntStream.range(0, 100).mapToObj(i -> row(i).make()).toList();
    BalanceSettings settings =
        new BalanceSettings(Map.of(BalanceBy.USER, Amount.rows(3)), null, null, null, null);

    assertThat(kept(balance(settings, examples))).hasSize(100);
  }

  @Test
  void theMixIsMetByThinningAndWeighting() throws IOException {
    List<Example> examples =
        IntStream.range(0, 1000).mapToObj(i -> row(i).label(i < 100 ? "1" : "0").make()).toList();
    BalanceSettings settings =
        new BalanceSettings(
            Map.of(), new Mix(BalanceBy.LABEL, Map.of("0", 0.6, "1", 0.4), 2), null, null, null);

    List<Example> kept = kept(balance(settings, examples));

    Map<String, Double> mass =
        kept.stream()
            .collect(
                Collectors.groupingBy(
                    each -> "" + each.target().label(),
                    Collectors.summingDouble(each -> each.marks().weight())));
    assertThat(mass).isEqualTo(Map.of("0", 300.0, "1", 200.0));
    assertThat(kept).hasSize(400);
  }

  @Test
  void onlyTrainingRowsAreBalanced() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      examples.add(row(i).split(i < 50 ? Split.TEST_INDIST : Split.TRAIN).make());
    }
    BalanceSettings settings = new BalanceSettings(Map.of(), null, Amount.rows(10), null, null);

    List<Example> kept = kept(balance(settings, examples));

    assertThat(kept).filteredOn(each -> each.marks().split() == Split.TEST_INDIST).hasSize(50);
    assertThat(kept).filteredOn(each -> each.marks().split() == Split.TRAIN).hasSize(10);
  }

  @Test
  void theSameRowsAreTakenWhateverTheNumberOfPartitions() throws IOException {
    List<Example> examples =
        IntStream.range(0, 300)
            .mapToObj(i -> row(i).user("u" + i % 7).label("" + i % 3).make())
            .toList();
    BalanceSettings settings =
        new BalanceSettings(
            Map.of(BalanceBy.USER, Amount.rows(20)),
            new Mix(BalanceBy.LABEL, Map.of(), 1),
            Amount.rows(90),
            null,
            null);

    List<Example> one = kept(new StageBench(folder, 1).run(stage(settings), examples, 1));
    List<Example> seven = kept(new StageBench(folder, 1).run(stage(settings), examples, 7));

    assertThat(seven).isEqualTo(one);
  }

  private StageFolder balance(BalanceSettings settings, List<Example> examples) throws IOException {
    return new StageBench(folder, 1).run(stage(settings), examples);
  }

  private static BalanceStage stage(BalanceSettings settings) {
    return new BalanceStage(settings);
  }

  private static List<Example> kept(StageFolder made) throws IOException {
    return StageBench.examples(made).stream().filter(Example::isKept).toList();
  }

  private static ExampleDraft row(int number) {
    return example("row-%04d".formatted(number)).split(Split.TRAIN);
  }
}
