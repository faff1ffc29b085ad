package dev.understudy.trainer.dataset;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import dev.understudy.trainer.dataset.BalanceSettings.Mix;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.run.Stage;
import dev.understudy.trainer.run.StageWork;
import dev.understudy.trainer.spark.Rank;
import dev.understudy.trainer.spark.Verdicts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Caps those who have too much of the training rows, and mixes the rest as asked. */
public final class BalanceStage implements Stage {
  private static final int MOST_VALUES = 10_000;

  private final BalanceSettings settings;

  /** A stage of these settings. */
  public BalanceStage(BalanceSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "balance";
  }

  @Override
  public Object settings() {
    return settings;
  }

  @Override
  public void run(StageWork work) throws IOException {
    Dataset<Row> rows = new Kinds(work, settings).told(work.rows());
    Dataset<Row> state = training(rows, work.seed());
    for (Map.Entry<BalanceBy, Amount> cap : settings.caps().entrySet()) {
      state = capped(state, cap.getKey(), cap.getValue());
    }
    long most = settings.size() == null ? Long.MAX_VALUE : settings.size().of(open(state).count());
    Mix mix = settings.mix();
    state = mix == null ? state : mixed(work.spark(), state, mix, most);
    state = mix != null || settings.size() == null ? state : thinned(state, most);
    work.writeRows(
        Verdicts.applied(rows, state.select("id", "weight", "reason", "detail"), name()));
  }

  private static Dataset<Row> training(Dataset<Row> rows, long seed) {
    List<Column> columns = new ArrayList<>();
    columns.add(col("id"));
    columns.add(Rank.of(seed, "balance", col("id")).as("rank"));
    columns.add(lit(null).cast("double").as("weight"));
    columns.add(lit(null).cast("string").as("reason"));
    columns.add(lit(null).cast("string").as("detail"));
    for (BalanceBy key : BalanceBy.values()) {
      columns.add(col(key.column()).cast("string").as(key.column()));
    }
    return rows.filter(col("drop_reason").isNull().and(col("split").equalTo(Split.TRAIN.word())))
        .select(columns.toArray(Column[]::new))
        .localCheckpoint();
  }

  private static Dataset<Row> open(Dataset<Row> state) {
    return state.filter(col("reason").isNull());
  }

  /** Of each that has too much, those rows stay that were drawn first. */
  private static Dataset<Row> capped(Dataset<Row> state, BalanceBy key, Amount cap) {
    Column by = col(key.column());
    long most = cap.isShare() ? most(state, by, cap.value()) : (long) cap.value();
    Column detail =
        lit(
            "of one %s at most %,d".formatted(key.word(), most)
                + (cap.isShare() ? " (" + cap + ")" : ""));
    return drop(
        state,
        numbered(state, by),
        by.isNotNull().and(col("number").gt(most)),
        key.word() + "_cap",
        detail);
  }

  private static long most(Dataset<Row> state, Column by, double share) {
    Dataset<Row> sizes =
        open(state).filter(by.isNotNull()).groupBy(by).agg(count(lit(1)).as("size"));
    Map<Long, Long> counts = new TreeMap<>();
    for (Row each : sizes.groupBy("size").agg(count(lit(1))).collectAsList()) {
      counts.put(each.getLong(0), each.getLong(1));
    }
    return Caps.most(counts, open(state).filter(by.isNull()).count(), share);
  }

  private static Dataset<Row> mixed(SparkSession spark, Dataset<Row> state, Mix mix, long most) {
    Column by = col(mix.by().column());
    Map<String, Long> counts = new TreeMap<>();
    List<Row> values =
        open(state)
            .filter(by.isNotNull())
            .groupBy(by)
            .agg(count(lit(1)))
            .limit(MOST_VALUES + 1)
            .collectAsList();
    if (values.size() > MOST_VALUES) {
      throw new IllegalArgumentException(
          "balance.mix.by is %s, which has more than %,d values; mix by something that has few"
              .formatted(mix.by().word(), MOST_VALUES));
    }
    values.forEach(each -> counts.put(each.getString(0), each.getLong(1)));
    MixPlan plan = MixPlan.of(mix, counts, most);
    List<Row> quotas = new ArrayList<>();
    plan.quotas()
        .forEach(
            (value, quota) ->
                quotas.add(RowFactory.create(value, quota, plan.weights().get(value))));
    StructType schema =
        new StructType()
            .add("value", DataTypes.StringType)
            .add("quota", DataTypes.LongType)
            .add("factor", DataTypes.DoubleType);
    Dataset<Row> planned =
        numbered(state, by)
            .join(spark.createDataFrame(quotas, schema), by.equalTo(col("value")), "left")
            .withColumn("weight", coalesce(col("factor"), col("weight")));
    Column isOver = col("number").gt(coalesce(col("quota"), lit(0L)));
    return drop(
        state, planned, isOver, "mix", lit("more than the mix by " + mix.by().word() + " takes"));
  }

  private static Dataset<Row> thinned(Dataset<Row> state, long most) {
    Dataset<Row> taken =
        open(state)
            .orderBy(col("rank"), col("id"))
            .limit((int) Math.min(Integer.MAX_VALUE, most))
            .select(col("id").as("taken_id"));
    return drop(
        state,
        state.join(taken, col("id").equalTo(col("taken_id")), "left"),
        col("taken_id").isNull(),
        "size",
        lit("more than the %,d rows asked for".formatted(most)));
  }

  /** Open rows of one value, numbered from 1 in the order they were drawn. */
  private static Dataset<Row> numbered(Dataset<Row> state, Column by) {
    return state.withColumn(
        "number",
        row_number()
            .over(
                Window.partitionBy(coalesce(by, col("id")), col("reason").isNull())
                    .orderBy(col("rank"), col("id"))));
  }

  private static Dataset<Row> drop(
      Dataset<Row> state, Dataset<Row> looked, Column isOver, String reason, Column detail) {
    Column isHit = isOver.and(col("reason").isNull());
    Column[] columns =
        Arrays.stream(state.columns())
            .map(
                name ->
                    switch (name) {
                      case "reason" ->
                          when(isHit, lit(reason)).otherwise(col("reason")).as("reason");
                      case "detail" -> when(isHit, detail).otherwise(col("detail")).as("detail");
                      default -> col(name);
                    })
            .toArray(Column[]::new);
    return looked.select(columns).localCheckpoint();
  }
}
