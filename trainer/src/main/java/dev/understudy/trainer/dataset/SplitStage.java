package dev.understudy.trainer.dataset;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import dev.understudy.trainer.dataset.SplitSettings.By;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.run.Stage;
import dev.understudy.trainer.run.StageWork;
import dev.understudy.trainer.spark.Rank;
import dev.understudy.trainer.spark.Verdicts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Deals examples out into the parts of a training set. Whether a unit is tested on depends on the
 * seed and on the unit alone, so that it stays where it is while the captures grow.
 */
public final class SplitStage implements Stage {
  private static final int MOST_LABELS = 1000;

  private final SplitSettings settings;

  /** A stage of these settings. */
  public SplitStage(SplitSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "splits";
  }

  @Override
  public Object settings() {
    return settings;
  }

  @Override
  public void run(StageWork work) throws IOException {
    Dataset<Row> rows = work.rows();
    Dataset<Row> dealt = withoutPinned(units(rows, work.seed()));
    boolean isFrozenIndist = has(rows, Split.TEST_INDIST);
    boolean isFrozenBalanced = has(rows, Split.TEST_BALANCED);
    double from = 0;
    if (!isFrozenIndist) {
      dealt = deal(dealt, Split.TEST_INDIST, settings.testIndist(), from);
    }
    from = settings.testIndist().isShare() ? settings.testIndist().value() : 0;
    dealt = deal(dealt, Split.VALIDATION, settings.validation(), from);
    if (!isFrozenBalanced && settings.testBalanced() > 0) {
      dealt = dealEvenly(work.spark(), dealt);
    }
    Dataset<Row> rest =
        dealt.withColumn(
            "split", when(col("reason").isNull(), coalesce(col("split"), lit(Split.TRAIN.word()))));
    work.writeRows(Verdicts.applied(rows, rest.select("id", "split", "reason", "detail"), name()));
  }

  private static boolean has(Dataset<Row> rows, Split split) {
    return !rows.filter(col("split").equalTo(split.word()).and(col("drop_reason").isNull()))
        .isEmpty();
  }

  /** What is to be dealt out: kept rows, the unit each belongs to, and its place in the queue. */
  private Dataset<Row> units(Dataset<Row> rows, long seed) {
    Column group = coalesce(col("duplicate_group"), col("id"));
    Column unit =
        switch (settings.by()) {
          case DUPLICATES, TIME -> group;
          case USER -> coalesce(col("user_pseudonym"), group);
          case SESSION -> coalesce(col("session"), group);
        };
    Column place =
        settings.by() == By.TIME
            ? col("received_at_micros").multiply(lit(-1)).cast("double")
            : Rank.of(seed, "splits", unit);
    return rows.filter(col("drop_reason").isNull())
        .select(
            col("id"),
            col("label"),
            unit.as("unit"),
            place.as("place"),
            col("split"),
            lit(null).cast("string").as("reason"),
            lit(null).cast("string").as("detail"))
        .localCheckpoint();
  }

  /** What belongs together with rows that already have a part outside of training is left out. */
  private static Dataset<Row> withoutPinned(Dataset<Row> units) {
    Dataset<Row> dealt = units;
    for (Split each : List.of(Split.TEST_INDIST, Split.TEST_BALANCED, Split.VALIDATION)) {
      Dataset<Row> pinned = units.filter(col("split").equalTo(each.word()));
      if (!pinned.isEmpty()) {
        dealt = together(dealt, pinned, each);
      }
    }
    return dealt;
  }

  private Dataset<Row> deal(Dataset<Row> dealt, Split split, Amount amount, double from) {
    if (amount.isNone()) {
      return dealt;
    }
    Dataset<Row> open = open(dealt);
    boolean byPlace = amount.isShare() && settings.by() != By.TIME;
    Dataset<Row> chosen =
        byPlace
            ? open.filter(col("place").geq(from).and(col("place").lt(from + amount.value())))
            : first(open, amount, dealt);
    return assign(dealt, chosen, split);
  }

  /** The first in the queue, so many of them. */
  private static Dataset<Row> first(Dataset<Row> open, Amount amount, Dataset<Row> all) {
    long most = amount.of(amount.isShare() ? all.count() : 0);
    return open.orderBy(col("place"), col("id")).limit((int) Math.min(Integer.MAX_VALUE, most));
  }

  /** As many of each label. */
  private Dataset<Row> dealEvenly(SparkSession spark, Dataset<Row> dealt) {
    Dataset<Row> open = open(dealt).filter(col("label").isNotNull());
    List<Row> labels =
        open.groupBy("label").agg(count(lit(1))).limit(MOST_LABELS + 1).collectAsList();
    if (labels.size() > MOST_LABELS) {
      throw new IllegalArgumentException(
          "splits.test_balanced needs labels of a few kinds, found more than "
              + MOST_LABELS
              + "; read labels from the answers with labels.read, or leave it out");
    }
    List<Row> quotas = new ArrayList<>();
    TreeMap<String, Long> counts = new TreeMap<>();
    labels.forEach(each -> counts.put(each.getString(0), each.getLong(1)));
    counts.forEach(
        (label, number) ->
            quotas.add(RowFactory.create(label, Math.min(settings.testBalanced(), number / 2))));
    StructType schema =
        new StructType().add("label", DataTypes.StringType).add("quota", DataTypes.LongType);
    Dataset<Row> chosen =
        open.join(spark.createDataFrame(quotas, schema), "label")
            .withColumn(
                "number",
                row_number().over(Window.partitionBy("label").orderBy(col("place"), col("id"))))
            .filter(col("number").leq(col("quota")));
    return assign(dealt, chosen, Split.TEST_BALANCED);
  }

  private static Dataset<Row> open(Dataset<Row> dealt) {
    return dealt.filter(col("split").isNull().and(col("reason").isNull()));
  }

  private static Dataset<Row> assign(Dataset<Row> dealt, Dataset<Row> chosen, Split split) {
    Dataset<Row> ids = chosen.select(col("id").as("chosen_id"));
    Dataset<Row> assigned =
        dealt
            .join(ids, col("id").equalTo(col("chosen_id")), "left")
            .withColumn(
                "split",
                when(col("chosen_id").isNotNull(), lit(split.word())).otherwise(col("split")))
            .drop("chosen_id")
            .localCheckpoint();
    return together(assigned, assigned.filter(col("split").equalTo(split.word())), split);
  }

  /** What is in one unit with those rows, and in no part yet or in training, is dropped. */
  private static Dataset<Row> together(Dataset<Row> dealt, Dataset<Row> members, Split split) {
    Dataset<Row> units =
        members.select(col("unit").as("taken_unit")).distinct().withColumn("taken", lit(true));
    Column free =
        col("reason")
            .isNull()
            .and(col("split").isNull().or(col("split").equalTo(Split.TRAIN.word())));
    Column isTorn = col("taken").isNotNull().and(free);
    return dealt
        .join(units, col("unit").equalTo(col("taken_unit")), "left")
        .withColumn(
            "reason",
            when(isTorn, lit("same_unit_as_" + split.word().replace('-', '_')))
                .otherwise(col("reason")))
        .drop("taken_unit", "taken")
        .localCheckpoint();
  }
}
