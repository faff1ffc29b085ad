package dev.understudy.trainer.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.trainer.spark.ExampleRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * What a stage has made: a folder of tables and a manifest.
 *
 * @param folder where it is
 * @param manifest what it says of itself
 */
public record StageFolder(Path folder, Manifest manifest) {
  /** The table of examples. */
  public static final String ROWS = "rows";

  /**
   * Opens one.
   *
   * @throws IOException if there is none; the message names it and the remedy
   */
  public static StageFolder open(Path folder) throws IOException {
    return new StageFolder(folder, Manifest.read(folder));
  }

  /** The examples. */
  public Dataset<Row> rows(SparkSession spark) throws IOException {
    return spark.read().schema(ExampleRows.SCHEMA).parquet(holding(ROWS)); // no need to look
  }

  /**
   * A table by its name: of this stage, or of the last one before it that has it.
   *
   * @throws IOException if none has; the message names it and the remedy
   */
  public Dataset<Row> table(SparkSession spark, String name) throws IOException {
    return spark.read().parquet(holding(name));
  }

  private String holding(String table) throws IOException {
    StageFolder holder = holder(stage -> Files.isDirectory(stage.folder.resolve(table)));
    if (holder == null) {
      throw new IOException(folder + ": has no table " + table + "; run its stage anew");
    }
    return holder.folder.resolve(table).toUri().toString();
  }

  /** Whether this stage, or one before it, has a table of that name. */
  public boolean hasTable(String name) throws IOException {
    return holder(stage -> Files.isDirectory(stage.folder.resolve(name))) != null;
  }

  /** What this stage or the last one before it noted under that name; null where none did. */
  public @Nullable JsonNode note(String name) throws IOException {
    StageFolder holder = holder(stage -> stage.manifest.notes().containsKey(name));
    return holder == null ? null : holder.manifest.notes().get(name);
  }

  /** A file that this stage or the last one before it made beside its tables, or null. */
  public @Nullable Path file(String name) throws IOException {
    StageFolder holder = holder(stage -> Files.isRegularFile(stage.folder.resolve(name)));
    return holder == null ? null : holder.folder.resolve(name);
  }

  /** The stage that went in; null for the first. */
  public @Nullable StageFolder before() throws IOException {
    String after = manifest.after();
    return after == null ? null : open(folder.resolveSibling(after));
  }

  private @Nullable StageFolder holder(Predicate<StageFolder> holds) throws IOException {
    for (StageFolder each = this; each != null; each = each.before()) {
      if (holds.test(each)) {
        return each;
      }
    }
    return null;
  }
}
