package dev.understudy.diff.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InputProfileTest {
  private static FeatureProfile.Names names(InputProfile profile, Feature feature) {
    return Objects.requireNonNull(profile.names(feature));
  }

  private static FeatureProfile.Numbers numbers(InputProfile profile, Feature feature) {
    return Objects.requireNonNull(profile.numbers(feature));
  }

  @Test
  void whatWasWrittenIsReadAsTheSame() throws Exception {
    InputProfile profile = new Traffic(1).profile(1_000);

    String json = InputProfileJson.write(profile).toString();

    assertThat(InputProfileJson.read(new ObjectMapper().readTree(json))).isEqualTo(profile);
    assertThat(json.length()).isLessThan(16_384);
  }

  @Test
  void profileWithAllItsBinsStaysSmall() {
    List<ProfileDraft.Row> rows = new ArrayList<>();
    for (ProfileDraft.Row row : new Traffic(1).rows(20_000)) {
      String name = "a-long-name-of-a-template-or-label-" + row.id();
      rows.add(new ProfileDraft.Row(row.id(), row.facts().labelled(name)));
    }

    String json = InputProfileJson.write(ProfileDraft.of(rows)).toString();

    assertThat(json.length()).isLessThan(65_536);
  }

  @Test
  void eachHalfDoesItsOwnPart() {
    InputProfile profile = new Traffic(2).profile(1_000);
    FeatureProfile.Names languages = names(profile, Feature.LANGUAGE);
    long chose = languages.seen().stream().mapToLong(Long::longValue).sum();

    assertThat(profile.rows()).isEqualTo(1_000);
    assertThat(chose + languages.counted()).isEqualTo(1_000);
    assertThat(chose).isBetween(400L, 600L);
    assertThat(numbers(profile, Feature.CHARACTERS).counted()).isEqualTo(languages.counted());
    assertThat(languages.names()).startsWith("en");
  }

  @Test
  void whatIsCountedDoesNotShapeTheBinsItIsCountedIn() {
    Traffic traffic = new Traffic(4);
    List<ProfileDraft.Row> changed = new ArrayList<>();
    List<ProfileDraft.Row> rows = traffic.rows(500);
    for (ProfileDraft.Row row : rows) {
      changed.add(row.isChoosing() ? row : new ProfileDraft.Row(row.id(), traffic.ofOtherWords()));
    }

    InputProfile one = ProfileDraft.of(rows);
    InputProfile other = ProfileDraft.of(changed);

    assertThat(other.ngrams()).isEqualTo(one.ngrams());
    assertThat(numbers(other, Feature.SURPRISE).edges())
        .isEqualTo(numbers(one, Feature.SURPRISE).edges());
    assertThat(numbers(other, Feature.SURPRISE).counts())
        .isNotEqualTo(numbers(one, Feature.SURPRISE).counts());
    assertThat(names(other, Feature.TEMPLATE).seen())
        .isEqualTo(names(one, Feature.TEMPLATE).seen());
  }

  @Test
  void partsAddUpToTheWhole() {
    List<ProfileDraft.Row> rows = new Traffic(3).rows(400);
    InputProfile whole = ProfileDraft.of(rows);
    List<List<ProfileDraft.Row>> parts = List.of(rows.subList(0, 150), rows.subList(150, 400));

    NgramCounts ngrams = new NgramCounts();
    for (List<ProfileDraft.Row> part : parts) {
      NgramCounts of = new NgramCounts();
      part.forEach(of::add);
      ngrams.merge(of);
    }
    Spread spread = new Spread(ngrams.table());
    for (List<ProfileDraft.Row> part : parts) {
      Spread of = new Spread(ngrams.table());
      part.forEach(of::add);
      spread.merge(of);
    }
    BinCounts counts = new BinCounts(spread.uncounted());
    for (List<ProfileDraft.Row> part : parts) {
      BinCounts of = new BinCounts(spread.uncounted());
      part.forEach(of::add);
      counts.merge(of);
    }
    InputProfile merged = counts.profile();

    assertThat(merged.ngrams()).isEqualTo(whole.ngrams());
    assertThat(names(merged, Feature.LANGUAGE)).isEqualTo(names(whole, Feature.LANGUAGE));
    assertThat(merged.rows()).isEqualTo(whole.rows());
    // Edges come from sketches, which merging may move a little.
    assertThat(numbers(merged, Feature.CHARACTERS).high())
        .isBetween(
            0.8 * numbers(whole, Feature.CHARACTERS).high(),
            1.2 * numbers(whole, Feature.CHARACTERS).high());
  }

  @Test
  void numberBelongsToTheFirstBinWhoseEdgeItDoesNotExceed() {
    FeatureProfile.Numbers numbers =
        new FeatureProfile.Numbers(1, 9, List.of(2.0, 5.0), List.of(0L, 0L, 0L));

    assertThat(List.of(numbers.binOf(2), numbers.binOf(2.1), numbers.binOf(5), numbers.binOf(99)))
        .containsExactly(0, 1, 1, 2);
    assertThat(List.of(numbers.bin(0), numbers.bin(1), numbers.bin(2)))
        .containsExactly("<= 2", "<= 5", "> 5");
  }

  @Test
  void profileOfAnotherVersionIsRefused() {
    ObjectNode json = InputProfileJson.write(new Traffic(1).profile(50)).put("version", 2);

    assertThatThrownBy(() -> InputProfileJson.read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("version of the inputs must be 1, got 2; use the release that wrote it");
  }

  @Test
  void countsThatDoNotFitTheirBinsAreRefused() {
    ObjectNode json = InputProfileJson.write(new Traffic(1).profile(50));
    ((ObjectNode) json.path("features").path("tools")).putArray("counts").add(1);

    assertThatThrownBy(() -> InputProfileJson.read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("tools of the inputs: expected \\d counts of 0 or more, got \\[1\\]");
  }

  @Test
  void populationStabilityIndexIsAsDefined() {
    // 0.2 ln(0.7 / 0.5) + 0.2 ln(0.5 / 0.3), and half a count in each bin hardly matters here.
    assertThat(Psi.of(List.of(50_000L, 50_000L), List.of(70_000L, 30_000L)))
        .isCloseTo(
            0.2 * Math.log(1.4) + 0.2 * Math.log(5.0 / 3),
            org.assertj.core.data.Offset.offset(1e-4));
    assertThat(Psi.of(List.of(5L, 5L), List.of(5L, 5L))).isZero();
    assertThat(Psi.of(List.of(5L, 5L), List.of(0L, 0L))).isZero();
  }
}
