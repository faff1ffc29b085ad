package dev.understudy.trainer.corpus;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.privacy.ExampleRedactor;
import dev.understudy.trainer.privacy.PrivacySettings;
import dev.understudy.trainer.run.CanonicalJson;
import dev.understudy.trainer.run.Stage;
import dev.understudy.trainer.run.StageWork;
import dev.understudy.trainer.spark.ExampleRows;
import dev.understudy.trainer.spark.RowMaps;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes examples of captures: selects exchanges, reads their conversations, puts what people said
 * of them beside them, and takes out what must not be learned. Beside the examples it writes the
 * table {@value #STUDENTS}: what students answered to the same requests.
 */
public final class CorpusStage implements Stage {
  /** Students' answers: {@code id, student, verdict, score, answer, tool_calls}. */
  public static final String STUDENTS = "students";

  /** The note of the files that went in. */
  public static final String INPUTS = "inputs";

  /** The note of how many exchanges no source took. */
  public static final String PASSED_OVER = "passed_over";

  private static final Column ID = col("id");

  private final CapturedTables captured;
  private final CorpusSettings settings;
  private final GoldUse gold;
  private final PrivacySettings privacy;

  /**
   * A stage over captures as they were when they were listed.
   *
   * @param gold what becomes of corrections, where a source does not say otherwise
   */
  public CorpusStage(
      CapturedTables captured, CorpusSettings settings, GoldUse gold, PrivacySettings privacy) {
    this.captured = captured;
    this.settings = settings;
    this.gold = gold;
    this.privacy = privacy;
  }

  @Override
  public String name() {
    return ExampleMaker.STAGE;
  }

  @Override
  public Object settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("corpus", settings);
    all.put("heeds_people", gold != GoldUse.IGNORE);
    all.put("redact", privacy.redact());
    all.put("captures", CanonicalJson.digest(captured.all()));
    return all;
  }

  @Override
  public void run(StageWork work) throws IOException {
    SparkSession spark = work.spark();
    List<CapturedInput> inputs = captured.check(spark);
    work.note(INPUTS, inputs);
    long exchanges =
        inputs.stream().limit(captured.exchanges().size()).mapToLong(CapturedInput::rows).sum();
    Set<String> students = students(spark);
    SaidByPeople people = new SaidByPeople(settings, gold);
    Dataset<Row> judged = people.beside(onceEach(examples(spark, students)), feedback(spark));
    work.write("rows", redacted(judged), exchanges, "id");
    Dataset<Row> taken = spark.read().parquet(work.file("rows").toUri().toString());
    work.note(PASSED_OVER, exchanges - taken.count());
    if (!captured.comparisons().isEmpty()) {
      Dataset<Row> asked = privacy.redact().isNone() ? taken.select("id", "drop_reason") : judged;
      Dataset<Row> said = said(asked, answersOfStudents(spark));
      work.write(STUDENTS, said, exchanges, "id", "student");
    }
  }

  /** Who answered only to be compared. */
  private Set<String> students(SparkSession spark) {
    Dataset<Row> shadows =
        CapturedTables.read(
            spark,
            captured.exchanges(),
            Tables.STUDENTS_COLUMNS,
            Tables.STUDENTS,
            row -> isStudents(row.text("role")) ? Tables.student(row) : null);
    Dataset<Row> compared =
        CapturedTables.read(
            spark,
            captured.comparisons(),
            Tables.COMPARISONS_COLUMNS,
            Tables.COMPARISONS,
            row -> Boolean.TRUE.equals(row.truth("echo")) ? null : Tables.comparison(row));
    Set<String> students = new TreeSet<>();
    shadows
        .select("student")
        .union(compared.select("student"))
        .distinct()
        .collectAsList()
        .forEach(each -> students.add(each.getString(0)));
    return students;
  }

  private static boolean isStudents(@Nullable String role) {
    return "shadow".equals(role) || "escalated".equals(role);
  }

  private Dataset<Row> examples(SparkSession spark, Set<String> students) {
    ExampleMaker maker = new ExampleMaker(settings, students);
    return CapturedTables.read(
        spark,
        captured.exchanges(),
        CapturedExchange.COLUMNS,
        ExampleRows.SCHEMA,
        row -> {
          Example example = maker.make(CapturedExchange.of(row));
          return example == null ? null : ExampleRows.row(example);
        });
  }

  /** What arrived twice, as Firehose may deliver it, counts once. */
  private static Dataset<Row> onceEach(Dataset<Row> examples) {
    WindowSpec copies =
        Window.partitionBy(ID).orderBy(col("received_at_micros"), col("upstream"), col("answer"));
    return examples
        .withColumn("before", lag(ID, 1).over(copies))
        .filter(col("before").isNull()) // of a row's number, Spark would sort all rows once more
        .drop("before");
  }

  private Dataset<Row> feedback(SparkSession spark) {
    return CapturedTables.read(
        spark, captured.feedback(), Tables.FEEDBACK_COLUMNS, Tables.FEEDBACK, Tables::feedback);
  }

  private Dataset<Row> redacted(Dataset<Row> judged) {
    PrivacySettings settings = privacy;
    return settings.redact().isNone()
        ? judged
        : RowMaps.mapped(
            judged,
            () -> {
              ExampleRedactor redactor =
                  Objects.requireNonNull(ExampleRedactor.of(settings), "something to redact");
              return each -> redactor.redact(each).example();
            });
  }

  /** What students answered to kept requests, redacted like these. */
  private Dataset<Row> said(Dataset<Row> judged, Dataset<Row> answers) {
    PrivacySettings settings = privacy;
    MapPartitionsFunction<Row, Row> redacting =
        rows -> {
          ExampleRedactor redactor = ExampleRedactor.of(settings);
          Iterable<Row> all = () -> rows;
          return StreamSupport.stream(all.spliterator(), false)
              .flatMap(row -> said(row, redactor).stream())
              .iterator();
        };
    return judged
        .filter(col("drop_reason").isNull())
        .join(answers, col("said_id").equalTo(ID))
        .mapPartitions(redacting, Encoders.row(Tables.SAID));
  }

  private static Optional<Row> said(Row row, @Nullable ExampleRedactor redactor) {
    List<@Nullable String> texts = Arrays.asList(row.getAs("said"), row.getAs("said_calls"));
    return (redactor == null
            ? Optional.of(texts)
            : redactor.beside(ExampleRows.example(row), texts))
        .map(
            kept ->
                RowFactory.create(
                    row.getAs("said_id"),
                    row.getAs("student"),
                    row.getAs("verdict"),
                    row.getAs("alike"),
                    kept.get(0),
                    kept.get(1)));
  }

  private Dataset<Row> answersOfStudents(SparkSession spark) {
    CorpusSettings settings = this.settings;
    Dataset<Row> answers =
        CapturedTables.read(
            spark,
            captured.exchanges(),
            Tables.STUDENTS_COLUMNS,
            Tables.STUDENTS,
            row ->
                isStudents(row.text("role"))
                        && "complete".equals(row.text("outcome"))
                        && settings.allows(row.text("may_train"))
                    ? Tables.student(row)
                    : null);
    Dataset<Row> verdicts =
        CapturedTables.read(
                spark,
                captured.comparisons(),
                Tables.COMPARISONS_COLUMNS,
                Tables.COMPARISONS,
                row -> Boolean.TRUE.equals(row.truth("echo")) ? null : Tables.comparison(row))
            .groupBy("request_id", "student")
            .agg(max(struct(col("compared_at"), col("verdict"), col("score"))).as("last"));
    Dataset<Row> distinct =
        answers
            .groupBy("request_id", "student")
            .agg(max(struct(col("answer"), col("tool_calls"))).as("said"));
    return distinct
        .join(verdicts, ExampleRows.seq("request_id", "student"))
        .select(
            col("request_id").as("said_id"),
            col("student"),
            col("last.verdict").as("verdict"),
            col("last.score").as("alike"),
            coalesce(col("said.answer"), lit("")).as("said"),
            col("said.tool_calls").as("said_calls"));
  }
}
