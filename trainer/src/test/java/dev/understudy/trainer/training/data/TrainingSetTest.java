package dev.understudy.trainer.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrainingSetTest {
  @Test
  void heldOutRowsAreThoseOfTheSeedWhateverTheirOrder() {
    List<TrainingRow> rows = rows(2000);
    List<TrainingRow> reversed = new ArrayList<>(rows);
    Collections.reverse(reversed);

    TrainingSet set = set(rows).withHeldOut(0.1, 7);

    assertThat(set.rows(Split.VALIDATION)).hasSizeBetween(160, 240);
    assertThat(set.rows(Split.TRAIN).size() + set.rows(Split.VALIDATION).size()).isEqualTo(2000);
    assertThat(set(reversed).withHeldOut(0.1, 7)).isEqualTo(set);
    assertThat(set(rows).withHeldOut(0.1, 8)).isNotEqualTo(set);
  }

  @Test
  void largerShareHasAllThatASmallerOneHasOfEachLabel() {
    List<TrainingRow> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      rows.add(row("id-" + i, "answer", i % 10 == 0 ? "rare" : "frequent", null));
    }
    TrainingSet set = set(rows).withHeldOut(0.1, 3);

    Set<TrainingRow> smaller = new HashSet<>();
    for (double share : List.of(0.05, 0.25, 0.5, 1.0)) {
      TrainingSet part = set.withTrainingShare(share, 7);

      assertThat(part.rows(Split.TRAIN)).containsAll(smaller);
      assertThat(part.rows(Split.VALIDATION)).isEqualTo(set.rows(Split.VALIDATION));
      set.counts(Split.TRAIN)
          .forEach(
              (label, count) ->
                  assertThat(part.counts(Split.TRAIN))
                      .containsEntry(label, Math.round(share * count)));
      smaller.addAll(part.rows(Split.TRAIN));
    }
    assertThat(set.withTrainingShare(0.001, 7).counts(Split.TRAIN))
        .containsOnlyKeys("frequent", "rare");
    assertThat(set.withTrainingShare(0.25, 8)).isNotEqualTo(set.withTrainingShare(0.25, 7));
  }

  @Test
  void whatSaysNearlyTheSameGoesTheSameWay() {
    TrainingSet set = set(rows(2000)).withHeldOut(0.3, 7);

    Set<String> trained = groups(set.rows(Split.TRAIN));
    trained.retainAll(groups(set.rows(Split.VALIDATION)));

    assertThat(trained).isEmpty();
  }

  @Test
  void labelIsWordedAsItIsMostOften() {
    List<TrainingRow> rows =
        List.of(
            row("a", "{\"bad\": 1}", "1", null),
            row("b", "{\"bad\":1}", "1", null),
            row("c", "{\"bad\": 1}", "1", null),
            row("d", "{\"bad\": 0}", "0", null),
            row("e", "{\"bad\":0}", "0", null));

    assertThat(set(rows).wordings())
        .containsExactly(Map.entry("0", "{\"bad\":0}"), Map.entry("1", "{\"bad\": 1}"));
  }

  @Test
  void targetsAreSmoothedSoftenedAndBalancedAsAsked() {
    List<TrainingRow> rows =
        List.of(
            row("a", "no", "0", 0.8),
            row("b", "no", "0", null),
            row("c", "no", "0", null),
            row("d", "yes", "1", null));

    List<Target> plain = Targets.plain(List.of("0", "1")).of(rows);
    List<Target> soft = new Targets(List.of("0", "1"), 0.1, true, 1).of(rows);

    assertThat(plain).extracting(Target::shares).containsOnly(List.of(1.0, 0.0), List.of(0.0, 1.0));
    assertThat(plain).extracting(Target::weight).containsOnly(1.0);
    assertThat(soft.get(0).share(0)).isCloseTo(0.8 * 0.9 + 0.05, Offset.offset(1e-9));
    assertThat(soft.get(1).share(0)).isCloseTo(0.95, Offset.offset(1e-9));
    assertThat(soft.get(0).weight()).isCloseTo(4.0 / 2 / 3, Offset.offset(1e-9));
    assertThat(soft.get(3).weight()).isCloseTo(2, Offset.offset(1e-9));
  }

  @Test
  void votesCountAsFarAsTheyAgreeAndGoldInFull() {
    List<TrainingRow> rows =
        List.of(
            row("a", "no", "0", 0.75, Provenance.VOTE), row("b", "no", "0", 0.6, Provenance.GOLD));

    List<Target> soft = new Targets(List.of("0", "1"), 0, true, 0).of(rows);

    assertThat(soft)
        .extracting(Target::shares)
        .containsExactly(List.of(0.75, 0.25), List.of(1.0, 0.0));
  }

  @Test
  void labelThatNoTrainingRowHasIsNamedWithItsRow() {
    assertThatThrownBy(
            () -> Targets.plain(List.of("0", "1")).of(List.of(row("x9", "eh", "2", null))))
        .hasMessage("row x9 has label '2', which no training row has; known: [0, 1]");
  }

  private static Set<String> groups(List<TrainingRow> rows) {
    return rows.stream().map(TrainingRow::group).collect(Collectors.toCollection(HashSet::new));
  }

  private static TrainingSet set(List<TrainingRow> rows) {
    return new TrainingSet("E", "f00d", Prompts.NONE, Map.of(Split.TRAIN, rows));
  }

  private static List<TrainingRow> rows(int count) {
    List<TrainingRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          new TrainingRow(
              "id-" + i,
              "text",
              "no",
              "0",
              Provenance.TEACHER,
              1,
              null,
              null,
              null,
              "group-" + i / 2,
              null,
              null));
    }
    return rows;
  }

  private static TrainingRow row(
      String id, String answer, String label, @Nullable Double confidence) {
    return row(id, answer, label, confidence, Provenance.TEACHER);
  }

  private static TrainingRow row(
      String id, String answer, String label, @Nullable Double confidence, Provenance provenance) {
    return new TrainingRow(
        id, "text", answer, label, provenance, 1, confidence, null, null, null, null, null);
  }
}
