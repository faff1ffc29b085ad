package dev.understudy.trainer.card.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.understudy.trainer.SparkForTests;
import dev.understudy.trainer.card.Balance;
import dev.understudy.trainer.card.CardFacts;
import dev.understudy.trainer.card.CrossTable;
import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.card.DataCardJson;
import dev.understudy.trainer.card.Distribution;
import dev.understudy.trainer.card.Drift;
import dev.understudy.trainer.card.Overview;
import dev.understudy.trainer.card.Ranking;
import dev.understudy.trainer.card.Repeats;
import dev.understudy.trainer.card.Sample;
import dev.understudy.trainer.card.SeededCard;
import dev.understudy.trainer.card.SeededSet;
import dev.understudy.trainer.card.SplitSize;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Prompt;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Split;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The figures of a seeded set, counted once more in plain Java. */
class DataCardFiguresTest {
  private static final List<Example> SET = SeededCard.SET;
  private static final DataCard CARD = SeededCard.CARD;

  @Test
  void setAtAGlanceIsCounted() {
    Overview overview = CARD.overview();

    assertThat(overview.rows()).isEqualTo(SET.size());
    assertThat(overview.kept()).isEqualTo(kept().size());
    assertThat(overview.labels()).isEqualTo(2);
    assertThat(overview.users()).isEqualTo(counts(kept(), each -> each.origin().user()).size() - 1);
    assertThat(overview.firstMicros())
        .isEqualTo(
            kept().stream()
                .mapToLong(each -> each.origin().receivedAtMicros())
                .min()
                .orElseThrow());
    assertThat(overview.lastMicros())
        .isEqualTo(
            kept().stream()
                .mapToLong(each -> each.origin().receivedAtMicros())
                .max()
                .orElseThrow());
    assertThat(overview.days()).hasSize(28);
    assertThat(overview.days().get(0).rows())
        .isEqualTo(SET.stream().filter(each -> date(each).equals("2026-03-02")).count());
    assertThat(overview.days().get(27).date()).isEqualTo("2026-03-29");
  }

  @Test
  void labelsAreCountedByPart() {
    CrossTable labels = CARD.makeup().labels();

    assertThat(labels.columns())
        .containsExactly("train", "validation", "test-indist", "test-balanced");
    assertThat(labels.lines()).extracting(CrossTable.Line::name).containsExactly("0", "1");
    for (CrossTable.Line line : labels.lines()) {
      for (int i = 0; i < labels.columns().size(); i++) {
        Split split = Split.of(labels.columns().get(i));
        assertThat(line.rows().get(i))
            .isEqualTo(
                kept().stream()
                    .filter(each -> each.marks().split() == split)
                    .filter(each -> Objects.equals(each.target().label(), line.name()))
                    .count());
      }
    }
    assertThat(labels.sum()).isEqualTo(kept().size());
    assertThat(labels.others()).containsOnly(0L);
  }

  @Test
  void provenancesAreCountedByPart() {
    CrossTable table = CARD.makeup().provenances();

    assertThat(table.lines())
        .extracting(CrossTable.Line::name)
        .containsExactly("teacher", "gold", "synthetic");
    assertThat(table.lines().get(1).sum())
        .isEqualTo(
            kept().stream().filter(each -> each.target().provenance() == Provenance.GOLD).count());
  }

  @Test
  void partsAreSummedUp() {
    SplitSize train = CARD.makeup().splits().get(0);
    List<Example> rows =
        kept().stream().filter(each -> each.marks().split() == Split.TRAIN).toList();

    assertThat(train.split()).isEqualTo("train");
    assertThat(train.rows()).isEqualTo(rows.size());
    assertThat(train.weight()).isEqualTo(exact(rows, each -> each.marks().weight()));
    assertThat(train.inputTokens())
        .isEqualTo(rows.stream().mapToLong(each -> each.cost().inputTokens()).sum());
  }

  @Test
  void lengthsAreExact() {
    Distribution lengths = CARD.makeup().lengths().get(0);
    List<Long> sorted =
        kept().stream().map(each -> (long) each.prompt().input().length()).sorted().toList();

    assertThat(lengths.what()).isEqualTo("input characters");
    assertThat(lengths.rows()).isEqualTo(sorted.size());
    assertThat(lengths.min()).isEqualTo(sorted.get(0));
    assertThat(lengths.median()).isEqualTo(sorted.get((sorted.size() + 1) / 2 - 1));
    assertThat(lengths.p95()).isEqualTo(sorted.get((sorted.size() * 95 + 99) / 100 - 1));
    assertThat(lengths.max()).isEqualTo(sorted.get(sorted.size() - 1));
    for (Distribution.Bin bin : lengths.bins()) {
      assertThat(bin.rows())
          .isEqualTo(sorted.stream().filter(l -> l >= bin.from() && l <= bin.to()).count());
    }
    assertThat(CARD.makeup().lengths())
        .extracting(Distribution::what)
        .containsExactly("input characters", "input tokens", "answer characters", "output tokens");
  }

  @Test
  void mostFrequentUsersAreListedEqualsByName() {
    Ranking users =
        CARD.makeup().rankings().stream()
            .filter(r -> r.what().equals("users"))
            .findFirst()
            .orElseThrow();
    List<Map.Entry<String, Long>> expected =
        counts(kept(), each -> each.origin().user()).entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(20)
            .toList();

    assertThat(users.top().stream().map(each -> Map.entry(said(each.name()), each.rows())))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void balancingIsComparedFromTheRowsThatCameToIt() {
    Balance labels = CARD.balances().get(0);
    List<Example> before =
        SET.stream()
            .filter(each -> each.drop() == null || each.drop().stage().equals("balance"))
            .toList();

    assertThat(CARD.balances())
        .extracting(Balance::what)
        .containsExactly("labels", "templates", "users", "apps", "clusters", "difficulty bins");
    assertThat(labels.before()).isEqualTo(before.size());
    assertThat(labels.after()).isEqualTo(kept().size());
    for (Balance.Line line : labels.lines()) {
      Predicate<Example> isOfIt = each -> Objects.equals(each.target().label(), line.name());
      assertThat(line.before()).isEqualTo(before.stream().filter(isOfIt).count());
      assertThat(line.after()).isEqualTo(kept().stream().filter(isOfIt).count());
      assertThat(line.weight())
          .isEqualTo(exact(kept().stream().filter(isOfIt).toList(), each -> each.marks().weight()));
    }
  }

  @Test
  void repeatedInputsAreCounted() {
    Repeats same = CARD.sameInputs();
    Map<String, List<Example>> groups = new TreeMap<>();
    for (Example each : SET) {
      if (!each.prompt().input().isEmpty()) {
        groups
            .computeIfAbsent(
                each.prompt().template() + "\n" + each.prompt().input(), k -> new ArrayList<>())
            .add(each);
      }
    }

    assertThat(same.groups()).isEqualTo(groups.size());
    assertThat(same.repeated())
        .isEqualTo(groups.values().stream().mapToInt(List::size).filter(size -> size > 1).sum());
    assertThat(same.conflicting())
        .isEqualTo(groups.values().stream().filter(DataCardFiguresTest::isConflicting).count());
    assertThat(same.leaked())
        .isEqualTo(groups.values().stream().mapToLong(DataCardFiguresTest::leaked).sum());
    assertThat(same.sizes().stream().mapToLong(Repeats.Size::groups).sum())
        .isEqualTo(groups.size());
    assertThat(same.largest().get(0).rows())
        .isEqualTo(groups.values().stream().mapToInt(List::size).max().orElseThrow());
  }

  @Test
  void nearDuplicatesAreCountedByGroup() {
    Map<String, Long> sizes =
        counts(SET.stream().filter(each -> !isShut(each)).toList(), each -> each.marks().group());

    assertThat(CARD.nearDuplicates()).isNotNull();
    assertThat(CARD.nearDuplicates().groups()).isEqualTo(sizes.size());
    assertThat(CARD.nearDuplicates().largest().get(0).rows())
        .isEqualTo(Collections.max(sizes.values()));
  }

  @Test
  void costsAreSummedUpExactly() {
    long unknown = SET.stream().filter(each -> each.cost().usd() == null).count();
    List<Example> train =
        kept().stream().filter(each -> each.marks().split() == Split.TRAIN).toList();
    double tokens =
        exact(
            train,
            each ->
                each.marks().weight() * (each.cost().inputTokens() + each.cost().outputTokens()));

    assertThat(CARD.costs().rowsWithoutUsd()).isEqualTo(unknown);
    assertThat(CARD.costs().inputTokens())
        .isEqualTo(SET.stream().mapToLong(each -> each.cost().inputTokens()).sum());
    assertThat(CARD.costs().capturedUsd())
        .isCloseTo(
            SET.stream()
                .filter(each -> each.cost().usd() != null)
                .mapToDouble(each -> each.cost().usd())
                .sum(),
            offset(1e-6));
    assertThat(CARD.costs().trainingTokens()).isEqualTo(Math.round(tokens));
    assertThat(CARD.costs().trainingUsd()).isCloseTo(3.0 * tokens / 1e6, offset(1e-5));
  }

  @Test
  void teacherIsComparedWithGold() {
    List<Example> both =
        SET.stream()
            .filter(each -> goldLabel(each) != null && each.target().teacherLabel() != null)
            .toList();

    assertThat(CARD.agreement()).isNotNull();
    assertThat(CARD.agreement().rows()).isEqualTo(both.size());
    assertThat(CARD.agreement().agreeing())
        .isEqualTo(
            both.stream()
                .filter(each -> Objects.equals(goldLabel(each), each.target().teacherLabel()))
                .count());
    assertThat(CARD.agreement().share()).isBetween(CARD.agreement().low(), CARD.agreement().high());
    assertThat(CARD.agreement().confusion().sum()).isEqualTo(both.size());
  }

  @Test
  void newestWeekIsComparedWithTheRest() {
    Drift drift = CARD.drift();
    List<Example> traffic =
        SET.stream()
            .filter(each -> each.drop() == null || each.drop().stage().equals("balance"))
            .filter(each -> each.target().provenance() != Provenance.SYNTHETIC)
            .toList();
    long last =
        traffic.stream().mapToLong(each -> each.origin().receivedAtMicros()).max().orElseThrow();
    List<Example> newest =
        traffic.stream()
            .filter(each -> each.origin().receivedAtMicros() > last - TimeUnit.DAYS.toMicros(7))
            .toList();

    assertThat(drift).isNotNull();
    assertThat(drift.newestRows()).isEqualTo(newest.size());
    assertThat(drift.restRows()).isEqualTo(traffic.size() - newest.size());
    Drift.Category templates = drift.categories().get(1);
    double before = share(traffic, newest, false);
    double now = share(traffic, newest, true);
    assertThat(templates.what()).isEqualTo("templates");
    assertThat(templates.verdict()).isEqualTo(Drift.Verdict.NOTABLE);
    assertThat(templates.totalVariation()).isCloseTo(Math.abs(now - before), offset(0.001));
    assertThat(drift.categories().get(2).verdict()).isEqualTo(Drift.Verdict.CHANCE);
    assertThat(drift.words()).extracting(Drift.Word::word).containsExactly("earbuds");
    assertThat(drift.words().get(0).newest())
        .isEqualTo(
            newest.stream().filter(each -> each.prompt().input().contains("earbuds")).count());
  }

  @Test
  void threeExamplesOfEveryReasonAndLabelAreShownNoneFromTestSets() {
    assertThat(CARD.samples())
        .extracting(Sample.Group::name)
        .containsExactly(
            "may_train", "too_long", "refusal", "near_duplicate", "label_share", "0", "1");
    assertThat(CARD.samples()).allSatisfy(group -> assertThat(group.samples()).hasSize(3));
    assertThat(CARD.samples())
        .allSatisfy(
            group ->
                assertThat(group.rows())
                    .isEqualTo(SET.stream().filter(each -> isOf(each, group)).count()));
    List<String> shown =
        CARD.samples().stream()
            .filter(Sample.Group::areKept)
            .flatMap(group -> group.samples().stream())
            .map(Sample::id)
            .toList();
    assertThat(SET.stream().filter(each -> shown.contains(each.id())))
        .noneMatch(each -> isTest(each));
  }

  @Test
  void contentThatMustNotBeLearnedFromIsNotShown() {
    List<Example> careless = new ArrayList<>(SET.subList(0, 20));
    careless.replaceAll(
        each ->
            new Example(
                each.origin(),
                each.prompt(),
                each.target(),
                null,
                each.cost(),
                each.marks(),
                new Drop("corpus", "may_train", null)));

    DataCard card =
        DataCardFigures.of(SeededSet.rows(careless), SeededSet.stages(careless), SeededSet.facts());

    assertThat(card.samples())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.samples())
                  .hasSize(3)
                  .allSatisfy(
                      sample -> {
                        assertThat(sample.input()).isNull();
                        assertThat(sample.answer()).isNull();
                      });
            });
    assertThat(card.sameInputs().groups()).isZero();
    assertThat(card.warnings()).extracting(each -> each.what()).containsExactly("Nothing is kept.");
  }

  @Test
  void cardWithoutExamplesHasNoTexts() {
    CardFacts facts = SeededSet.facts();
    CardFacts without =
        new CardFacts(
            facts.name(),
            facts.seed(),
            facts.version(),
            facts.captures(),
            facts.configDigest(),
            facts.prices(),
            false);

    DataCard card = DataCardFigures.of(SeededSet.rows(SET), SeededSet.stages(SET), without);

    assertThat(DataCardJson.write(card)).doesNotContain("parcel", "earbuds", "is_bad");
    assertThat(card.overview()).isEqualTo(CARD.overview());
    assertThat(card.samples()).isEmpty();
  }

  @Test
  void cardIsTheSameHoweverTheRowsArePartitioned() {
    List<Example> shuffled = new ArrayList<>(SET);
    Collections.shuffle(shuffled, new java.util.Random(3));

    DataCard other =
        DataCardFigures.of(
            SeededSet.rows(shuffled).repartition(7), SeededSet.stages(SET), SeededSet.facts());

    assertThat(DataCardJson.write(other)).isEqualTo(DataCardJson.write(CARD));
  }

  @Test
  void namesAsLongAsBooksAreCutAndTextsTooAndAllFindTheirPlaceOnThePage() {
    Example first = kept().get(0);
    String book = "\0\u202e</script>\ud83d\ude00" + "b".repeat(1 << 20);
    Example hostile =
        first
            .with(new Prompt("[]", null, book, book))
            .with(first.target().replaced(book, book, Provenance.GOLD));

    DataCard card =
        DataCardFigures.of(SeededSet.rows(List.of(hostile)), List.of(), SeededSet.facts());

    Sample sample = card.samples().get(0).samples().get(0);
    assertThat(said(sample.template())).hasSizeBetween(160, 200).isEqualTo(sample.label());
    assertThat(sample.input()).isNotNull();
    assertThat(sample.input().characters()).isEqualTo(book.codePointCount(0, book.length()));
    assertThat(DataCardJson.write(card).length()).isLessThan(50_000);
  }

  @Test
  void labelsFoundInTestSetsAloneAreNamedWithoutExamples() {
    List<Example> tests = kept().stream().filter(DataCardFiguresTest::isTest).limit(5).toList();

    DataCard card = DataCardFigures.of(SeededSet.rows(tests), List.of(), SeededSet.facts());

    assertThat(card.samples()).isNotEmpty();
    assertThat(card.samples()).allSatisfy(group -> assertThat(group.samples()).isEmpty());
    assertThat(card.samples().stream().mapToLong(Sample.Group::rows).sum()).isEqualTo(5);
  }

  @Test
  void setOfNoRowsHasACard() {
    DataCard card = DataCardFigures.of(SeededSet.rows(List.of()), List.of(), SeededSet.facts());

    assertThat(card.overview().rows()).isZero();
    assertThat(card.drift()).isNull();
    assertThat(card.agreement()).isNull();
    assertThat(card.nearDuplicates()).isNull();
    assertThat(card.balances()).isEmpty();
  }

  @Test
  void lessThanAWeekAndADayIsNotComparedWithItself() {
    long day = TimeUnit.DAYS.toMicros(1);

    assertThat(newestWeek(8 * day - 1).fromMicros()).isNull();
    assertThat(newestWeek(8 * day).fromMicros()).isEqualTo(day + 1);
  }

  private static NewestWeek newestWeek(long lastMicros) {
    return NewestWeek.of(
        SparkForTests.session()
            .range(0, lastMicros + 1, lastMicros)
            .selectExpr("id AS received_at_micros", "true AS traffic"));
  }

  private static List<Example> kept() {
    return SET.stream().filter(Example::isKept).toList();
  }

  private static String date(Example example) {
    return Instant.ofEpochMilli(example.origin().receivedAtMicros() / 1000)
        .atZone(ZoneOffset.UTC)
        .toLocalDate()
        .toString();
  }

  private static String said(@Nullable String name) {
    return name == null ? "~none" : name;
  }

  private static Map<String, Long> counts(
      List<Example> examples, Function<Example, @Nullable String> name) {
    return examples.stream()
        .collect(
            Collectors.groupingBy(
                each -> said(name.apply(each)), TreeMap::new, Collectors.counting()));
  }

  private static double exact(List<Example> examples, Function<Example, Double> figure) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Example each : examples) {
      sum = sum.add(BigDecimal.valueOf(figure.apply(each)));
    }
    return sum.setScale(3, java.math.RoundingMode.HALF_EVEN).doubleValue();
  }

  private static boolean isConflicting(List<Example> group) {
    return group.stream()
            .filter(Example::isKept)
            .map(each -> each.target().label())
            .distinct()
            .count()
        > 1;
  }

  private static long leaked(List<Example> group) {
    return group.stream().anyMatch(each -> each.isKept() && each.marks().split() == Split.TRAIN)
        ? group.stream().filter(each -> each.isKept() && isTest(each)).count()
        : 0;
  }

  private static boolean isTest(Example example) {
    Split split = example.marks().split();
    return split != null && split.isTest();
  }

  private static @Nullable String goldLabel(Example example) {
    Gold gold = example.gold();
    return gold == null ? null : gold.label();
  }

  private static boolean isShut(Example each) {
    return each.drop() != null && each.drop().reason().equals("may_train");
  }

  private static boolean isOf(Example each, Sample.Group group) {
    return group.areKept()
        ? each.isKept() && Objects.equals(each.target().label(), group.name())
        : each.drop() != null
            && each.drop().stage().equals(group.stage())
            && each.drop().reason().equals(group.name());
  }

  private static double share(List<Example> traffic, List<Example> newest, boolean isNew) {
    List<Example> some =
        isNew ? newest : traffic.stream().filter(each -> !newest.contains(each)).toList();
    return some.stream().filter(each -> "review-short".equals(each.prompt().template())).count()
        / (double) some.size();
  }
}
