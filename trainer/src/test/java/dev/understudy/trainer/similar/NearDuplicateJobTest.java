package dev.understudy.trainer.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.trainer.SparkForTests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cases that have no words in common are looked at in one run, since each takes seconds. */
class NearDuplicateJobTest {
  private static final StructType SCHEMA =
      new StructType()
          .add(NearDuplicateJob.ID, DataTypes.StringType)
          .add(NearDuplicateJob.TEXT, DataTypes.StringType)
          .add("worth", DataTypes.LongType)
          .add("name", DataTypes.StringType);
  private static final int OF_TEMPLATE = 3_000;

  private static List<String> cases = List.of();

  @BeforeAll
  static void findInAllCases() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(List.of(row("other.a", sentence(40, 1), 0), row("other.b", sentence(40, 2), 0)));
    rows.addAll(
        List.of(
            row("better.a", sentence(40, 3), 2),
            row("better.b", sentence(40, 3) + " more", 1),
            row("better.c", "Entirely different", 0)));
    rows.addAll(
        List.of(
            RowFactory.create("column.a", sentence(9, 4), 1L, "z"),
            RowFactory.create("column.b", sentence(9, 4), 1L, "y"),
            RowFactory.create("column.c", sentence(9, 4), 1L, "y"),
            RowFactory.create("column.d", sentence(9, 4), null, "a")));
    List<String> words = Arrays.asList(sentence(62, 5).split(" "));
    rows.addAll(
        List.of(
            row("chain.a", String.join(" ", words.subList(0, 54)), 0),
            row("chain.b", String.join(" ", words.subList(4, 58)), 1),
            row("chain.c", String.join(" ", words.subList(8, 62)), 2)));
    String copied = sentence(40, 6) + " more";
    rows.addAll(
        List.of(
            row("copy.a", sentence(40, 6), 0),
            row("copy.b", copied, 1),
            row("copy.c", copied.replace(" ", " ,\n ").toUpperCase(Locale.ROOT), 2)));
    rows.addAll(
        List.of(
            row("empty.a", "", 0),
            row("empty.b", null, 0),
            row("empty.c", " ?! ", 0),
            row("empty.d", "word", 0)));
    rows.addAll(
        List.of(row("short.a", "ok", 0), row("short.b", "OK.", 0), row("short.c", "no", 0)));
    rows.addAll(
        List.of(
            row("script.a", "東京の天気は今日も明日もとても良いでしょうと言われています", 0),
            row("script.b", "東京の天気は今日も明日もとても良いでしょうと言われていますね", 0)));
    for (int i = 0; i < OF_TEMPLATE; i++) {
      rows.add(row("template.%05d".formatted(i), sentence(80, 7) + " n" + i, OF_TEMPLATE - i));
    }
    cases = found(rows, 2, NearSettings.DEFAULT);
  }

  @Test
  void rowsOfNoGroupAreNotTold() {
    assertThat(of("other")).isEmpty();
  }

  @Test
  void theRowPreferredStaysAndTheSmallestIdentifierNamesTheGroup() {
    assertThat(of("better")).containsExactly("a in a: b 0.974", "b in a");
  }

  @Test
  void theNextColumnDecidesWhereTheFirstIsEqualThenTheIdentifierAndNullIsLast() {
    assertThat(of("column"))
        .containsExactly("a in a: b 1.000", "b in a", "c in a: b 1.000", "d in a: b 1.000");
  }

  @Test
  void theFarEndOfAChainStaysInTheGroup() {
    assertThat(of("chain")).containsExactly("a in a", "b in a: a 0.857", "c in a");
  }

  @Test
  void copiesFollowTheBestOfThem() {
    assertThat(of("copy")).containsExactly("a in a", "b in a: a 0.974", "c in a: a 0.974");
  }

  @Test
  void emptyTextsAreCopiesOfEachOther() {
    assertThat(of("empty")).containsExactly("a in a", "b in a: a 1.000", "c in a: a 1.000");
  }

  @Test
  void shortTextsHaveCopies() {
    assertThat(of("short")).containsExactly("a in a", "b in a: a 1.000");
  }

  @Test
  void scriptsWithoutSpacesHaveNearDuplicates() {
    assertThat(of("script")).containsExactly("a in a", "b in a: a 0.964");
  }

  @Test
  void ofManyRowsOfOneTemplateTheBestOneStays() {
    List<String> found = of("template");

    String best = "%05d".formatted(OF_TEMPLATE - 1);
    assertThat(found).hasSize(OF_TEMPLATE);
    assertThat(found.subList(0, OF_TEMPLATE - 1))
        .allMatch(each -> each.substring(5).equals(" in 00000: " + best + " 0.975"));
    assertThat(found.get(OF_TEMPLATE - 1)).isEqualTo(best + " in 00000");
  }

  @Test
  void charactersCanBeComparedInstead() {
    NearSettings characters = new NearSettings(0.8, ShingleUnit.CHARACTERS, 4, 128, 1);
    List<Row> rows =
        List.of(
            row("a", "Where is my parcel, order 1234?", 0),
            row("b", "Where is my parcel, order 1235?", 0));

    assertThat(found(rows, 1, characters)).containsExactly("a in a", "b in a: a 0.867");
  }

  @Test
  void nothingGivesNothing() {
    assertThat(found(List.of(), 1, NearSettings.DEFAULT)).isEmpty();
  }

  @Test
  void eachRowNeedsAnIdentifierOfItsOwn() {
    List<Row> rows = List.of(row("a", "some", 0), row("b", "text", 0), row("a", "here", 0));

    assertThatThrownBy(() -> found(rows, 2, NearSettings.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("near duplicates: each id must be there once, found 'a' 2 times");
  }

  @Test
  void noIdentifierMayBeNull() {
    List<Row> rows = List.of(row(null, "some", 0), row("b", "text", 0));

    assertThatThrownBy(() -> found(rows, 2, NearSettings.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("near duplicates: each row needs an id, found null in 1");
  }

  /** The lines of one case, without its name. */
  private static List<String> of(String name) {
    return cases.stream()
        .filter(each -> each.startsWith(name + "."))
        .map(each -> each.replace(name + ".", ""))
        .toList();
  }

  private static Row row(@Nullable String id, @Nullable String text, long worth) {
    return RowFactory.create(id, text, worth, "name");
  }

  private static String sentence(int words, int seed) {
    Random random = new Random(seed);
    return IntStream.range(0, words)
        .mapToObj(i -> "w" + random.nextInt(5_000))
        .collect(Collectors.joining(" "));
  }

  private static List<String> found(List<Row> rows, int partitions, NearSettings settings) {
    Dataset<Row> dataset =
        SparkForTests.session().createDataFrame(rows, SCHEMA).repartition(partitions);
    Dataset<Row> found = NearDuplicateJob.find(dataset, settings);
    Map<String, String> lines = new TreeMap<>();
    for (Row row : found.collectAsList()) {
      String line = row.getString(0) + " in " + row.getString(1);
      String of = row.getString(2);
      lines.put(
          row.getString(0), of == null ? line : line + ": %s %.3f".formatted(of, row.getDouble(3)));
    }
    found.unpersist();
    return List.copyOf(lines.values());
  }
}
