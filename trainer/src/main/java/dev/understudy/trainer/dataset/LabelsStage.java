package dev.understudy.trainer.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.types.DataTypes.StringType;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.diff.label.LabelSettings;
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
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/** Reads labels out of answers, and puts gold answers in the teacher's place. */
public final class LabelsStage implements Stage {
  static final String NAME = "labels";

  private static final int MOST_WORDINGS = 1000;
  private static final StructType LABELLED =
      new StructType().add("label", StringType).add("answer", StringType);

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
    Labelling labelling = new Labelling(settings, sources, wordings(rows));
    work.writeRows(
        RowMaps.mapped(
            rows,
            () -> {
              Labelling.Worker worker = labelling.worker();
              return example -> worker.withGold(worker.labelled(example));
            }));
  }

  /** How the teacher words each label most often. */
  private Map<String, String> wordings(Dataset<Row> rows) {
    Map<String, String> wordings = new TreeMap<>();
    LabelSettings read = settings.read();
    if (read == null || settings.style() != AnswerSettings.Style.TEACHER) {
      return wordings;
    }
    MapPartitionsFunction<String, Row> labels =
        answers -> {
          LabelReader reader = LabelReader.of(read);
          Iterable<String> all = () -> answers;
          return StreamSupport.stream(all.spliterator(), false)
              .map(answer -> RowFactory.create(reader.read(answer).orElse(null), answer))
              .iterator();
        };
    rows.filter(col("drop_reason").isNull())
        .select("answer")
        .as(Encoders.STRING())
        .mapPartitions(labels, Encoders.row(LABELLED))
        .filter(col("label").isNotNull())
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
