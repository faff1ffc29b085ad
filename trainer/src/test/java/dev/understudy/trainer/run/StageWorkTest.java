package dev.understudy.trainer.run;

import static dev.understudy.trainer.ExampleDraft.example;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.SparkForTests;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.spark.ExampleRows;
import dev.understudy.trainer.spark.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageWorkTest {
  private static final long ROWS_OF_THREE_FILES = 150_000;

  private final SparkSession spark = SparkForTests.session();

  @TempDir private Path folder;

  @Test
  void rowsGoToTheSameFilesWhateverWasDoneToThemBefore() throws IOException {
    List<Example> examples =
        IntStream.range(0, 200).mapToObj(i -> example("id-" + i).make()).toList();
    Dataset<Row> rows =
        spark.createDataset(
            examples.stream().map(ExampleRows::row).toList(), ExampleRows.encoder());
    Dataset<Row> findings =
        rows.repartition(5)
            .select(
                functions.col("id"),
                functions.lit(null).cast("string").as("reason"),
                functions.lit(null).cast("string").as("detail"));

    Map<String, List<String>> asTheyAre = written("as-they-are", rows.repartition(7));
    Map<String, List<String>> joined = written("joined", Verdicts.applied(rows, findings, "test"));

    assertThat(asTheyAre)
        .containsOnlyKeys("part-00000.parquet", "part-00001.parquet", "part-00002.parquet");
    assertThat(asTheyAre.values()).allSatisfy(ids -> assertThat(ids).isSorted().isNotEmpty());
    assertThat(joined).isEqualTo(asTheyAre);
  }

  @Test
  void settingsOfTheSessionAreLeftAsTheyWere() throws IOException {
    List<String> before = settings();

    written("any", spark.range(10).select(functions.col("id").cast("string")));

    assertThat(settings()).isEqualTo(before);
  }

  private List<String> settings() {
    return Stream.of("spark.sql.adaptive.enabled", "spark.sql.shuffle.partitions")
        .map(spark.conf()::get)
        .toList();
  }

  /** The identifiers in each file, in their order there. */
  private Map<String, List<String>> written(String table, Dataset<Row> rows) throws IOException {
    new StageWork(spark, 1, null, folder).write(table, rows, ROWS_OF_THREE_FILES, "id");
    Map<String, List<String>> ids = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve(table))) {
      for (Path file : files.toList()) {
        ids.put(
            file.getFileName().toString(),
            spark
                .read()
                .parquet(file.toUri().toString())
                .select("id")
                .as(Encoders.STRING())
                .collectAsList());
      }
    }
    return ids;
  }
}
