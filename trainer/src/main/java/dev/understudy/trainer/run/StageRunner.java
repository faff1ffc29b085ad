package dev.understudy.trainer.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Runs stages, each unless its work is already done, and puts what they make in its place whole.
 */
public final class StageRunner {
  private static final int DIGITS = 12;

  private final SparkSession spark;
  private final long seed;
  private final Progress progress;

  /**
   * A runner.
   *
   * @param seed of all that is drawn by lot
   * @param progress is told what is being done
   */
  public StageRunner(SparkSession spark, long seed, Progress progress) {
    this.spark = spark;
    this.seed = seed;
    this.progress = progress;
  }

  /** The session the stages run in. */
  public SparkSession spark() {
    return spark;
  }

  /** The seed. */
  public long seed() {
    return seed;
  }

  /** Is told what is being done. */
  public Progress progress() {
    return progress;
  }

  /**
   * Runs a stage into a folder of its own in the folder of all, unless it is there already.
   *
   * @param work the folder of all
   * @param input what goes in; null for the first stage
   */
  public StageFolder run(Stage stage, @Nullable StageFolder input, Path work) throws IOException {
    String fingerprint = fingerprint(stage, input);
    Path folder = work.resolve(stage.name() + "-" + fingerprint.substring(0, DIGITS));
    StageFolder done = done(fingerprint, folder);
    if (done != null) {
      progress.reused(done.manifest());
      return done;
    }
    return make(stage, fingerprint, input, folder);
  }

  /** What that very work made there; null where it made nothing, or nothing that can be read. */
  private static @Nullable StageFolder done(String fingerprint, Path folder) throws IOException {
    if (!Manifest.isIn(folder)) {
      return null;
    }
    try {
      StageFolder there = StageFolder.open(folder);
      return there.manifest().fingerprint().equals(fingerprint) ? there : null;
    } catch (UnreadableManifest broken) {
      return null; // by a power loss, say: it is made anew
    }
  }

  /** Runs a stage into that folder, which must not exist or be the result of the same work. */
  public StageFolder runInto(Stage stage, @Nullable StageFolder input, Path folder)
      throws IOException {
    String fingerprint = fingerprint(stage, input);
    if (Files.exists(folder)) {
      StageFolder done = done(fingerprint, folder);
      if (done != null) {
        progress.reused(done.manifest());
        return done;
      }
      throw new IOException(folder + ": exists already; give a folder that does not");
    }
    return make(stage, fingerprint, input, folder);
  }

  private String fingerprint(Stage stage, @Nullable StageFolder input) {
    return fingerprint(stage, input == null ? "" : input.manifest().fingerprint());
  }

  /**
   * What would name the result of a stage, without running it.
   *
   * @param input the fingerprint of what goes in
   */
  public String fingerprint(Stage stage, String input) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("stage", stage.name());
    all.put("version", Version.current());
    all.put("seed", seed);
    all.put("settings", stage.settings());
    all.put("after", input);
    return CanonicalJson.digest(all);
  }

  private StageFolder make(
      Stage stage, String fingerprint, @Nullable StageFolder input, Path folder)
      throws IOException {
    Path unfinished = folder.resolveSibling(".unfinished-" + folder.getFileName());
    Folders.delete(unfinished);
    Files.createDirectories(unfinished);
    progress.begin(stage.name());
    try {
      StageWork work = new StageWork(spark, seed, input, unfinished);
      stage.run(work);
      Manifest manifest = manifest(stage, fingerprint, input, folder, work);
      manifest.write(unfinished);
      Folders.delete(folder);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
      progress.end(manifest);
      return new StageFolder(folder, manifest);
    } finally {
      progress.stop();
      Folders.delete(unfinished);
    }
  }

  private Manifest manifest(
      Stage stage, String fingerprint, @Nullable StageFolder input, Path folder, StageWork work)
      throws IOException {
    long kept = 0;
    Map<String, Long> dropped = new TreeMap<>();
    for (Row each : counts(work.file(StageFolder.ROWS)).collectAsList()) {
      if (each.isNullAt(0)) {
        kept = each.getLong(2);
      } else if (each.getString(0).equals(stage.name())) {
        dropped.put(each.getString(1), each.getLong(2));
      }
    }
    long droppedHere = dropped.values().stream().mapToLong(Long::longValue).sum();
    return new Manifest(
        stage.name(),
        fingerprint,
        Version.current(),
        seed,
        CanonicalJson.tree(stage.settings()),
        input == null ? null : relative(folder, input.folder()),
        kept + droppedHere,
        kept,
        dropped,
        work.notes());
  }

  private static String relative(Path folder, Path input) {
    Path beside = Objects.requireNonNull(folder.toAbsolutePath().getParent());
    return beside.relativize(input.toAbsolutePath()).toString().replace('\\', '/');
  }

  private Dataset<Row> counts(Path rows) {
    return spark
        .read()
        .parquet(rows.toUri().toString())
        .groupBy(col("drop_stage"), col("drop_reason"))
        .agg(count(lit(1)));
  }
}
