package dev.understudy.trainer.similar;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.SparkForTests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

/** Against comparing all with all. */
class NearDuplicateOracleTest {
  private static final NearSettings SETTINGS = NearSettings.DEFAULT;
  private static final StructType SCHEMA =
      new StructType()
          .add(NearDuplicateJob.ID, DataTypes.StringType)
          .add(NearDuplicateJob.TEXT, DataTypes.StringType)
          .add("worth", DataTypes.LongType);

  private static final List<Row> CORPUS = corpus(600, 5);
  private static final Map<String, Shingles> SHINGLES = new LinkedHashMap<>();
  private static Map<String, Row> found = Map.of();

  @BeforeAll
  static void find() {
    CORPUS.forEach(row -> SHINGLES.put(row.getString(0), Shingles.of(row.getString(1), SETTINGS)));
    found = find(CORPUS, 1);
  }

  @Test
  void nearlyAllPairsAreInOneGroup() {
    int near = 0;
    int together = 0;
    for (String some : SHINGLES.keySet()) {
      for (String other : SHINGLES.keySet()) {
        if (some.compareTo(other) < 0 && similarity(some, other) >= SETTINGS.threshold()) {
          near++;
          together += group(some).equals(group(other)) ? 1 : 0;
        }
      }
    }

    assertThat(near).isGreaterThan(100);
    assertThat((double) together / near).isGreaterThan(0.99);
  }

  @Test
  void everyDuplicateIsNearABetterOneThatStays() {
    Map<String, Long> worth =
        CORPUS.stream().collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(2)));
    for (Row row : found.values()) {
      String of = duplicateOf(row);
      if (of != null) {
        String id = row.getString(0);
        assertThat(duplicateOf(requireNonNull(found.get(of)))).isNull();
        assertThat(worth.get(of)).isLessThanOrEqualTo(worth.get(id));
        assertThat(row.getDouble(3))
            .isEqualTo(similarity(id, of))
            .isGreaterThanOrEqualTo(SETTINGS.threshold());
      }
    }

    assertThat(found.values()).filteredOn(row -> duplicateOf(row) != null).hasSizeGreaterThan(100);
  }

  @Test
  void hardlyTwoThatStayAreNear() {
    List<String> staying =
        SHINGLES.keySet().stream()
            .filter(id -> !found.containsKey(id) || duplicateOf(found.get(id)) == null)
            .toList();
    long near =
        staying.stream()
            .mapToLong(
                some ->
                    staying.stream()
                        .filter(other -> some.compareTo(other) < 0)
                        .filter(other -> similarity(some, other) >= SETTINGS.threshold())
                        .count())
            .sum();

    assertThat(near).isLessThanOrEqualTo(2);
  }

  @Test
  void partitionsAndOrderMakeNoDifference() {
    for (int partitions : new int[] {3, 7}) {
      List<Row> shuffled = new ArrayList<>(CORPUS);
      Collections.shuffle(shuffled, new Random(partitions));

      assertThat(find(shuffled, partitions)).isEqualTo(found);
    }
  }

  /** Texts of 5 to 150 words, half of them made from earlier ones by changing some words. */
  private static List<Row> corpus(int size, int seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String text =
          IntStream.range(0, 5 + random.nextInt(145))
              .mapToObj(word -> "w" + random.nextInt(5_000))
              .collect(Collectors.joining(" "));
      if (i > 0 && random.nextBoolean()) {
        String[] words = rows.get(random.nextInt(i)).getString(1).split(" ");
        for (int changes = random.nextInt(4); changes > 0; changes--) {
          words[random.nextInt(words.length)] = "changed" + i;
        }
        text = String.join(" ", words);
      }
      rows.add(RowFactory.create("row%04d".formatted(i), text, (long) random.nextInt(20)));
    }
    return rows;
  }

  private static double similarity(String some, String other) {
    return requireNonNull(SHINGLES.get(some)).jaccard(requireNonNull(SHINGLES.get(other)));
  }

  /** The group that was found, or the identifier of a row that is in none. */
  private static String group(String id) {
    Row row = found.get(id);
    return row == null ? id : row.getString(1);
  }

  private static @Nullable String duplicateOf(@Nullable Row row) {
    return row == null ? null : row.getAs(NearDuplicateJob.DUPLICATE_OF);
  }

  private static Map<String, Row> find(List<Row> rows, int partitions) {
    Dataset<Row> dataset =
        SparkForTests.session().createDataFrame(rows, SCHEMA).repartition(partitions);
    Dataset<Row> found = NearDuplicateJob.find(dataset, SETTINGS);
    Map<String, Row> byId = new TreeMap<>();
    found.collectAsList().forEach(row -> byId.put(row.getString(0), row));
    found.unpersist();
    return byId;
  }
}
