package dev.understudy.trainer.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** What a stage works with: the session, the seed, what goes in and where its output goes. */
public final class StageWork {
  private static final long ROWS_PER_FILE = 50_000;

  /** Texts that hardly repeat: dictionaries and least and greatest values of them are of no use. */
  private static final List<String> DISTINCT =
      List.of("id", "messages", "input", "answer", "teacher_answer", "drop_detail");

  private static final String PARTITIONS = "spark.sql.shuffle.partitions";
  private static final String ADAPTIVE = "spark.sql.adaptive.enabled";

  private final SparkSession spark;
  private final long seed;
  private final @Nullable StageFolder input;
  private final Path folder;
  private final Map<String, JsonNode> notes = new TreeMap<>();

  StageWork(SparkSession spark, long seed, @Nullable StageFolder input, Path folder) {
    this.spark = spark;
    this.seed = seed;
    this.input = input;
    this.folder = folder;
  }

  /** The session. */
  public SparkSession spark() {
    return spark;
  }

  /** The seed of all that is drawn by lot. */
  public long seed() {
    return seed;
  }

  /** What goes in; not for the first stage. */
  public StageFolder input() {
    return Objects.requireNonNull(input, "the first stage has no input");
  }

  /** The examples that go in. */
  public Dataset<Row> rows() throws IOException {
    return input().rows(spark);
  }

  /** Where a file of this stage's own making goes. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Tells something in the manifest. */
  public void note(String name, Object value) {
    notes.put(name, CanonicalJson.tree(value));
  }

  /** Writes the examples that come out, of which there are no more than went in. */
  public void writeRows(Dataset<Row> rows) throws IOException {
    write(StageFolder.ROWS, rows, rowsIn(), "id");
  }

  private long rowsIn() throws IOException {
    return rows().count(); // from the footers
  }

  /**
   * Writes a table into files that are the same whatever the number of partitions: rows go to a
   * file by their key, and lie in it in the keys' order.
   *
   * @param most about how many rows there are at most, which decides the number of files
   * @param key the column that tells the rows apart
   * @param then the columns that tell rows of the same key apart
   */
  public void write(String table, Dataset<Row> rows, long most, String key, String... then)
      throws IOException {
    Path into = folder.resolve(table);
    int files = (int) Math.max(1, Math.min(10_000, (most + ROWS_PER_FILE - 1) / ROWS_PER_FILE));
    String partitions = spark.conf().get(PARTITIONS);
    String adaptive = spark.conf().get(ADAPTIVE);
    // Rows that were joined by their key into as many parts are not shuffled once more; but Spark
    // must not join small parts into fewer files.
    spark.conf().set(PARTITIONS, files);
    spark.conf().set(ADAPTIVE, false);
    try {
      DataFrameWriter<Row> writer =
          rows.repartition(files, functions.col(key)).sortWithinPartitions(key, then).write();
      for (String column : DISTINCT) {
        writer.option("parquet.enable.dictionary#" + column, false);
        writer.option("parquet.column.statistics.enabled#" + column, false);
      }
      writer.parquet(into.toUri().toString());
    } finally {
      spark.conf().set(PARTITIONS, partitions);
      spark.conf().set(ADAPTIVE, adaptive);
    }
    tidy(into);
  }

  /** Spark names files by lot and leaves its marks. */
  private static void tidy(Path table) throws IOException {
    List<Path> all;
    try (Stream<Path> list = Files.list(table)) {
      all = list.toList();
    }
    for (Path file : all) {
      String name = file.getFileName().toString();
      if (name.startsWith("part-") && name.endsWith(".parquet")) {
        Files.move(file, table.resolve(name.substring(0, "part-00000".length()) + ".parquet"));
      } else {
        Files.delete(file);
      }
    }
  }

  Map<String, JsonNode> notes() {
    return notes;
  }
}
