package dev.understudy.trainer.dataset;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.understudy.trainer.dataset.DedupeSettings.Conflicts;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.run.Stage;
import dev.understudy.trainer.run.StageWork;
import dev.understudy.trainer.similar.NearDuplicateJob;
import dev.understudy.trainer.similar.NearSettings;
import dev.understudy.trainer.similar.NormalText;
import dev.understudy.trainer.spark.Verdicts;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Finds examples that ask the same, or nearly, and keeps one of them; settles which answer stays
 * where they differ; and keeps away whatever is tested on.
 */
public final class DedupeStage implements Stage {
  private static final String NAME = "dedupe";
  private static final String FROZEN = "frozen_test";

  private final DedupeSettings settings;
  private final @Nullable FrozenTests frozen;

  /**
   * A stage of these settings.
   *
   * @param frozen the test sets that nothing may be trained on, or null for none
   */
  public DedupeStage(DedupeSettings settings, @Nullable FrozenTests frozen) {
    this.settings = settings;
    this.frozen = frozen == null || frozen.parts().isEmpty() ? null : frozen;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Object settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("dedupe", settings);
    all.put("frozen", frozen == null ? "none" : frozen.parts());
    return all;
  }

  @Override
  public void run(StageWork work) throws IOException {
    Dataset<Row> rows = withFrozen(work.rows(), work);
    Dataset<Row> state = exact(keys(rows)).localCheckpoint();
    NearSettings near = settings.near();
    if (near != null) {
      state = near(rows, state, near);
    }
    Dataset<Row> findings =
        state.select(
            col("id"),
            col("group").as("duplicate_group"),
            col("provenance"),
            col("confidence"),
            col("reason"),
            col("detail"));
    work.writeRows(Verdicts.applied(rows, findings, name()));
  }

  /** Frozen rows stand as they were frozen, whatever became of their captures since. */
  private Dataset<Row> withFrozen(Dataset<Row> rows, StageWork work) {
    Dataset<Row> tests = frozen == null ? null : frozen.rows(work.spark());
    if (frozen == null || tests == null) {
      return rows;
    }
    Dataset<Row> ids = tests.select(col("id").as("frozen_id"));
    Dataset<Row> others = rows.join(ids, col("id").equalTo(col("frozen_id")), "left_anti");
    return withoutLate(others, frozen.parts()).unionByName(tests);
  }

  /** What sources name for a test set that is frozen comes too late for it. */
  private static Dataset<Row> withoutLate(Dataset<Row> rows, List<FrozenTests.Part> parts) {
    Object[] words = parts.stream().map(each -> each.split().word()).toArray();
    Column isLate = col("drop_reason").isNull().and(col("split").isin(words));
    return rows.withColumn("drop_stage", when(isLate, NAME).otherwise(col("drop_stage")))
        .withColumn(
            "drop_detail",
            when(isLate, concat(col("split"), lit(" was frozen without it")))
                .otherwise(col("drop_detail")))
        .withColumn("drop_reason", when(isLate, FROZEN).otherwise(col("drop_reason")));
  }

  /** What tells kept rows apart: what was asked, what was answered, and who is preferred. */
  private Dataset<Row> keys(Dataset<Row> rows) {
    UDF1<String, String> normal = text -> NormalText.of(text).key().toString();
    UserDefinedFunction key = udf(normal, DataTypes.StringType);
    Column isTest =
        frozen == null ? lit(false) : col("split").isNotNull().and(col("split").startsWith("test"));
    Column time = col("received_at_micros");
    return rows.filter(col("drop_reason").isNull())
        .select(
            col("id"),
            concat(coalesce(col("template"), lit("")), lit("/"), key.apply(col("input"))).as("key"),
            coalesce(
                    concat(lit("label/"), col("label")),
                    concat(
                        key.apply(col("answer")), lit("/"), coalesce(col("tool_calls"), lit(""))))
                .as("answer"),
            isTest.as("is_test"),
            when(isTest, 0)
                .when(col("provenance").equalTo(Provenance.GOLD.word()), 1)
                .otherwise(2)
                .as("worth"),
            (settings.keep() == DedupeSettings.Keep.NEWEST ? time.multiply(lit(-1)) : time)
                .as("age"),
            time.as("time"));
  }

  private Dataset<Row> exact(Dataset<Row> keys) {
    WindowSpec same = Window.partitionBy("key");
    WindowSpec alike = Window.partitionBy("key", "answer");
    Column[] preference = {col("worth"), col("age"), col("id")};
    Dataset<Row> looked =
        keys.withColumn("copies", count(lit(1)).over(same))
            .withColumn("votes", count(lit(1)).over(alike))
            .withColumn("has_test", max(col("is_test")).over(same))
            .withColumn("best_worth", min(col("worth")).over(same))
            .withColumn("group", when(col("copies").gt(1), min(col("id")).over(same)))
            .withColumn("winner", first("answer").over(same.orderBy(winning())))
            .withColumn(
                "differs", min(col("answer")).over(same).notEqual(max(col("answer")).over(same)))
            .withColumn("number", row_number().over(alike.orderBy(preference)));
    Column conflict =
        col("differs")
            .and(
                switch (settings.conflicts()) {
                  case KEEP -> lit(false);
                  case DROP -> lit(true);
                  case GOLD -> col("best_worth").gt(1).or(col("answer").notEqual(col("winner")));
                  case NEWEST, MAJORITY -> col("answer").notEqual(col("winner"));
                });
    Column reason =
        when(col("is_test"), lit(null))
            .when(col("has_test"), lit(FROZEN))
            .when(conflict, lit("conflict"))
            .when(lit(settings.exact()).and(col("number").gt(1)), lit("duplicate"));
    Column detail =
        when(
                reason.equalTo("conflict"),
                format_string("%d of %d answers are this one", col("votes"), col("copies")))
            .when(reason.isNotNull(), format_string("%d ask the same", col("copies")));
    Column wasVoted =
        lit(settings.conflicts() == Conflicts.MAJORITY).and(col("differs")).and(col("worth").gt(1));
    return looked.select(
        col("id"),
        col("key"),
        col("is_test"),
        col("worth"),
        col("age"),
        col("group"),
        when(wasVoted, lit(Provenance.VOTE.word())).as("provenance"),
        when(wasVoted, col("votes").divide(col("copies"))).as("confidence"),
        reason.as("reason"),
        detail.as("detail"));
  }

  /** The order in which answers to the same win. */
  private Column[] winning() {
    Column newest = col("time").desc();
    return settings.conflicts() == Conflicts.MAJORITY
        ? new Column[] {
          col("is_test").desc(), col("votes").desc(), newest, col("answer"), col("id")
        }
        : new Column[] {col("worth"), newest, col("answer"), col("id")};
  }

  /** Among those that are left. */
  private Dataset<Row> near(Dataset<Row> rows, Dataset<Row> state, NearSettings near) {
    Dataset<Row> left = state.filter(col("reason").isNull());
    Dataset<Row> texts =
        rows.select(
            col("id").as("text_id"), col("input"), coalesce(col("template"), lit("")).as("kind"));
    Dataset<Row> asked =
        left.join(texts, col("id").equalTo(col("text_id")))
            .select(
                col("id").as(NearDuplicateJob.ID),
                col("input").as(NearDuplicateJob.TEXT),
                col("kind").as(NearDuplicateJob.KIND),
                col("worth"),
                col("age"));
    Dataset<Row> found = NearDuplicateJob.find(asked, near);
    Dataset<Row> tests =
        state.filter(col("is_test")).select(col("id").as("test_id"), lit(true).as("of_test"));
    Dataset<Row> named =
        found
            .select(
                col(NearDuplicateJob.ID).as("near_id"),
                col(NearDuplicateJob.GROUP).as("near_group"),
                col(NearDuplicateJob.DUPLICATE_OF).as("near_of"),
                col(NearDuplicateJob.SIMILARITY).as("similarity"))
            .join(tests, col("near_of").equalTo(col("test_id")), "left");
    Column isHit =
        col("near_of")
            .isNotNull()
            .and(col("is_test").equalTo(false))
            .and(lit(settings.dropNear()).or(col("of_test").isNotNull()));
    Dataset<Row> joined = state.join(named, col("id").equalTo(col("near_id")), "left");
    Dataset<Row> all =
        joined
            .withColumn(
                "group",
                coalesce(max(col("near_group")).over(Window.partitionBy("key")), col("group")))
            .select(
                col("id"),
                col("group"),
                col("provenance"),
                col("confidence"),
                when(isHit, when(col("of_test"), lit(FROZEN)).otherwise(lit("near_duplicate")))
                    .otherwise(col("reason"))
                    .as("reason"),
                when(isHit, format_string("%.2f like %s", col("similarity"), col("near_of")))
                    .otherwise(col("detail"))
                    .as("detail"))
            .localCheckpoint();
    found.unpersist();
    return all;
  }
}
