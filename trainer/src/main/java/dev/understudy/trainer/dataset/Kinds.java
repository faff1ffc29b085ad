package dev.understudy.trainer.dataset;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.understudy.trainer.cluster.ClusterSettings;
import dev.understudy.trainer.cluster.Clusters;
import dev.understudy.trainer.corpus.CorpusStage;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Marks;
import dev.understudy.trainer.run.StageFolder;
import dev.understudy.trainer.run.StageWork;
import dev.understudy.trainer.spark.ExampleRows;
import dev.understudy.trainer.spark.Rank;
import dev.understudy.trainer.spark.RowMaps;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Tells kept examples apart by what they are about and by how difficult they are. */
final class Kinds {
  private static final int MOST_SCORES = 50_000;
  private static final String SCORE = "difficulty_score";

  private final StageWork work;
  private final BalanceSettings settings;

  Kinds(StageWork work, BalanceSettings settings) {
    this.work = work;
    this.settings = settings;
  }

  /** The rows with their clusters and bins, where the settings ask for them. */
  Dataset<Row> told(Dataset<Row> rows) throws IOException {
    ClusterSettings clusters = settings.clusters();
    BalanceSettings.Bins bins = settings.difficulty();
    Dataset<Row> clustered = clusters == null ? rows : clustered(rows, clusters);
    return bins == null ? clustered : binned(clustered, bins);
  }

  private Dataset<Row> clustered(Dataset<Row> rows, ClusterSettings how) {
    List<String> sample =
        drawn(rows, "clusters", how.sample()).select("input").as(Encoders.STRING()).collectAsList();
    Clusters clusters = Clusters.learn(sample, how);
    work.note("clusters", clusters.clusters());
    return RowMaps.mapped(
        rows, () -> each -> each.isKept() ? each.with(marked(each, clusters)) : each);
  }

  private static Marks marked(Example example, Clusters clusters) {
    Marks marks = example.marks();
    int cluster = clusters.assign(example.prompt().input());
    return new Marks(
        marks.group(),
        cluster == Clusters.NONE ? null : (Integer) cluster,
        marks.difficulty(),
        marks.split(),
        marks.weight());
  }

  private Dataset<Row> drawn(Dataset<Row> rows, String occasion, int most) {
    return rows.filter(col("drop_reason").isNull())
        .orderBy(Rank.of(work.seed(), occasion, col("id")), col("id"))
        .limit(most);
  }

  /** Bounds between bins come from those drawn first; rows without a score are in none. */
  private Dataset<Row> binned(Dataset<Row> rows, BalanceSettings.Bins how) throws IOException {
    Dataset<Row> scored = scored(rows, how.by()).filter(col(SCORE).isNotNull());
    double[] scores =
        scored
            .orderBy(Rank.of(work.seed(), "difficulty", col("score_id")), col("score_id"))
            .limit(MOST_SCORES)
            .select(SCORE)
            .as(Encoders.DOUBLE())
            .collectAsList()
            .stream()
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    double[] bounds = bounds(scores, how.bins());
    work.note("difficulty_bounds", bounds);
    Column bin = lit(0);
    for (double bound : bounds) {
      bin = bin.plus(when(col(SCORE).geq(bound), 1).otherwise(0));
    }
    Column told = when(col(SCORE).isNotNull().and(col("drop_reason").isNull()), bin);
    return rows.join(scored, col("id").equalTo(col("score_id")), "left")
        .withColumn("difficulty", told.cast("int"))
        .select(ExampleRows.columns());
  }

  /** The least scores of all bins but the easiest: with few different scores, bins may be empty. */
  static double[] bounds(double[] sorted, int bins) {
    if (sorted.length == 0) {
      return new double[0];
    }
    double[] bounds = new double[bins - 1];
    for (int i = 1; i < bins; i++) {
      bounds[i - 1] = sorted[(int) ((long) i * sorted.length / bins)];
    }
    return bounds;
  }

  private Dataset<Row> scored(Dataset<Row> rows, BalanceSettings.DifficultyBy by)
      throws IOException {
    return switch (by) {
      case CONFIDENCE ->
          rows.select(col("id").as("score_id"), lit(1.0).minus(col("confidence")).as(SCORE));
      case LENGTH ->
          rows.select(col("id").as("score_id"), length(col("input")).cast("double").as(SCORE));
      case DISAGREEMENT ->
          students()
              .groupBy(col("id").as("score_id"))
              .agg(
                  lit(1.0).minus(avg(col("score").cast("decimal(12,9)")).cast("double")).as(SCORE));
    };
  }

  private Dataset<Row> students() throws IOException {
    StageFolder input = work.input();
    if (!input.hasTable(CorpusStage.STUDENTS)) {
      throw new IllegalArgumentException(
          "balance.difficulty.by is disagreement, but the captures have no comparisons; let a"
              + " student rehearse first, or take confidence or length");
    }
    return input.table(work.spark(), CorpusStage.STUDENTS);
  }
}
