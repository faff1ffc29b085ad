package dev.understudy.trainer.corpus;

import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.sink.table.Hours;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The captured tables, as they were when they were listed, read where Spark runs.
 *
 * @param exchanges the files of exchanges
 * @param comparisons the files of comparisons
 * @param feedback the files of feedback
 */
public record CapturedTables(
    List<CaptureFile> exchanges, List<CaptureFile> comparisons, List<CaptureFile> feedback) {
  public CapturedTables {
    exchanges = List.copyOf(exchanges);
    comparisons = List.copyOf(comparisons);
    feedback = List.copyOf(feedback);
  }

  /** What is made of a row where it is read. Null: nothing. */
  interface Reading extends Function<Row, org.apache.spark.sql.@Nullable Row>, Serializable {}

  /**
   * Lists what there is.
   *
   * @throws IOException if a place has no exchanges in that time, or cannot be listed; the message
   *     names it and the remedy
   */
  public static CapturedTables list(List<StorePlace> places, CorpusSettings settings)
      throws IOException {
    Hours asked = new Hours(settings.from(), settings.to());
    Hours since = Hours.since(settings.from()); // people judge later than students are asked
    List<CaptureFile> exchanges = new ArrayList<>();
    List<CaptureFile> comparisons = new ArrayList<>();
    List<CaptureFile> feedback = new ArrayList<>();
    for (StorePlace place : places) {
      List<CaptureFile> found = CaptureFiles.list(place, Table.EXCHANGES, asked);
      if (found.isEmpty()) {
        throw new IOException(
            place
                + ": holds no captured exchanges"
                + (settings.from() == null && settings.to() == null
                    ? "; give the folder or bucket that capture.store names"
                    : " of that time; look with: understudy captures stats " + place));
      }
      exchanges.addAll(found);
      comparisons.addAll(CaptureFiles.list(place, Table.COMPARISONS, since));
      feedback.addAll(CaptureFiles.list(place, Table.FEEDBACK, since));
    }
    return new CapturedTables(exchanges, comparisons, feedback);
  }

  /** All files, for a digest of what goes in. */
  List<CaptureFile> all() {
    List<CaptureFile> all = new ArrayList<>(exchanges);
    all.addAll(comparisons);
    all.addAll(feedback);
    return all;
  }

  /** Looks every file over. */
  List<CapturedInput> check(SparkSession spark) {
    List<CapturedInput> inputs = new ArrayList<>();
    inputs.addAll(check(spark, exchanges, CapturedExchange.REQUIRED));
    inputs.addAll(check(spark, comparisons, Tables.COMPARISONS_REQUIRED));
    inputs.addAll(check(spark, feedback, Tables.FEEDBACK_REQUIRED));
    return inputs;
  }

  private static List<CapturedInput> check(
      SparkSession spark, List<CaptureFile> files, Set<String> required) {
    return files.isEmpty()
        ? List.of()
        : context(spark)
            .parallelize(files, files.size())
            .map(file -> CaptureFiles.check(file, required))
            .collect();
  }

  /** What is made of the rows of some files. */
  static Dataset<org.apache.spark.sql.Row> read(
      SparkSession spark,
      List<CaptureFile> files,
      Set<String> columns,
      StructType schema,
      Reading reading) {
    if (files.isEmpty()) {
      return spark.createDataFrame(List.of(), schema);
    }
    List<CaptureFile> largestFirst =
        files.stream().sorted(Comparator.comparingLong(CaptureFile::bytes).reversed()).toList();
    return spark.createDataFrame(
        context(spark)
            .parallelize(largestFirst, files.size())
            .flatMap(file -> present(CaptureFiles.rows(file, columns, wrapped(reading)))),
        schema);
  }

  /** A row that nothing is made of stands as an empty one: an iterator's end is null. */
  private static Function<Row, Optional<org.apache.spark.sql.Row>> wrapped(Reading reading) {
    return row -> Optional.ofNullable(reading.apply(row));
  }

  private static Iterator<org.apache.spark.sql.Row> present(
      Iterator<Optional<org.apache.spark.sql.Row>> rows) {
    Iterable<Optional<org.apache.spark.sql.Row>> all = () -> rows;
    return StreamSupport.stream(all.spliterator(), false).flatMap(Optional::stream).iterator();
  }

  private static JavaSparkContext context(SparkSession spark) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }
}
