package dev.understudy.trainer.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import dev.understudy.trainer.corpus.CorpusSettings;
import dev.understudy.trainer.corpus.Source;
import dev.understudy.trainer.run.Stage;
import dev.understudy.trainer.run.StageWork;
import dev.understudy.trainer.spark.RowMaps;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Reads labels out of answers, and puts gold answers in the teacher's place. */
public final class LabelsStage implements Stage {
  static final String NAME = "labels";

  private static final int MOST_WORDINGS = 1000;

  private final AnswerSettings settings;
  private final List<Source> sources;

  /** A stage of these settings, over the sources of a corpus. */
  public LabelsStage(AnswerSettings settings, CorpusSettings corpus) {
    this.settings = settings;
    this.sources = corpus.sources();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Object settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("labels", settings);
    all.put("sources", sources);
    return all;
  }

  @Override
  public void run(StageWork work) throws IOException {
    Dataset<Row> rows = work.rows();
    AnswerSettings answers = settings;
    List<Source> all = sources;
    Labelling asGiven = new Labelling(answers, all, Map.of());
    Dataset<Row> labelled =
        RowMaps.mapped(
            rows,
            () -> {
              Labelling.Worker worker = asGiven.worker();
              return worker::labelled;
            });
    Map<String, String> wordings = wordings(labelled);
    Labelling labelling = new Labelling(answers, all, wordings);
    work.writeRows(
        RowMaps.mapped(
            labelled,
            () -> {
              Labelling.Worker worker = labelling.worker();
              return worker::withGold;
            }));
  }

  /** How the teacher words each label most often. */
  private Map<String, String> wordings(Dataset<Row> labelled) {
    Map<String, String> wordings = new TreeMap<>();
    if (settings.read() == null || settings.style() != AnswerSettings.Style.TEACHER) {
      return wordings;
    }
    labelled
        .filter(col("label").isNotNull().and(col("drop_reason").isNull()))
        .groupBy("label", "answer")
        .agg(count(lit(1)).as("times"))
        .withColumn(
            "place",
            row_number()
                .over(Window.partitionBy("label").orderBy(col("times").desc(), col("answer"))))
        .filter(col("place").equalTo(1).and(col("times").gt(1)))
        .orderBy(col("times").desc(), col("label"))
        .limit(MOST_WORDINGS)
        .collectAsList()
        .forEach(each -> wordings.put(each.getAs("label"), each.getAs("answer")));
    return wordings;
  }
}
