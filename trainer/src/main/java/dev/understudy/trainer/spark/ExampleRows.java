package dev.understudy.trainer.spark;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import dev.understudy.trainer.example.Cost;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Marks;
import dev.understudy.trainer.example.Origin;
import dev.understudy.trainer.example.Prompt;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.example.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The columns of examples between jobs: the components of {@link Example} side by side, so that SQL
 * can count and group by them. All may be null where the component may.
 */
public final class ExampleRows {

  /** One column, in the order they stand. */
  public enum Column {
    ID(Kind.TEXT),
    SOURCE(Kind.TEXT),
    RECEIVED_AT_MICROS(Kind.LONG),
    ROUTE(Kind.TEXT),
    APP(Kind.TEXT),
    USER_PSEUDONYM(Kind.TEXT),
    SESSION(Kind.TEXT),
    /** A JSON object. */
    TAGS(Kind.TEXT),
    UPSTREAM(Kind.TEXT),
    MODEL(Kind.TEXT),
    API(Kind.TEXT),
    MESSAGES(Kind.TEXT),
    TOOLS(Kind.TEXT),
    TEMPLATE(Kind.TEXT),
    INPUT(Kind.TEXT),
    ANSWER(Kind.TEXT),
    TOOL_CALLS(Kind.TEXT),
    LABEL(Kind.TEXT),
    PROVENANCE(Kind.TEXT),
    TEACHER_ANSWER(Kind.TEXT),
    TEACHER_LABEL(Kind.TEXT),
    FINISH_REASON(Kind.TEXT),
    CONFIDENCE(Kind.DOUBLE),
    GOLD_ANSWER(Kind.TEXT),
    GOLD_LABEL(Kind.TEXT),
    GOLD_SCORE(Kind.DOUBLE),
    INPUT_TOKENS(Kind.LONG),
    OUTPUT_TOKENS(Kind.LONG),
    COST_USD(Kind.DOUBLE),
    /** {@link Marks#group()}; not named group: that is a keyword of SQL. */
    DUPLICATE_GROUP(Kind.TEXT),
    CLUSTER(Kind.INTEGER),
    DIFFICULTY(Kind.INTEGER),
    SPLIT(Kind.TEXT),
    WEIGHT(Kind.DOUBLE),
    DROP_STAGE(Kind.TEXT),
    DROP_REASON(Kind.TEXT),
    DROP_DETAIL(Kind.TEXT);

    private final Kind kind;
    private final String word;

    Column(Kind kind) {
      this.kind = kind;
      this.word = name().toLowerCase(Locale.ROOT);
    }

    /** The name in files and in SQL, such as {@code drop_reason}. */
    public String word() {
      return word;
    }
  }

  private enum Kind {
    TEXT,
    INTEGER,
    LONG,
    DOUBLE;

    DataType type() {
      return switch (this) {
        case TEXT -> StringType;
        case INTEGER -> IntegerType;
        case LONG -> LongType;
        case DOUBLE -> DoubleType;
      };
    }
  }

  /** All columns. */
  public static final StructType SCHEMA =
      new StructType(
          Arrays.stream(Column.values())
              .map(each -> new StructField(each.word(), each.kind.type(), true, Metadata.empty()))
              .toArray(StructField[]::new));

  private ExampleRows() {}

  /** Names of columns in the form that Spark's joins ask for. */
  public static Seq<String> seq(String... columns) {
    return CollectionConverters.asScala(List.of(columns)).toSeq();
  }

  /** All columns, to choose from a table that has more. */
  public static org.apache.spark.sql.Column[] columns() {
    return Arrays.stream(SCHEMA.fieldNames())
        .map(functions::col)
        .toArray(org.apache.spark.sql.Column[]::new);
  }

  /** How Spark takes such rows in. */
  public static Encoder<Row> encoder() {
    return Encoders.row(SCHEMA);
  }

  /** The row of an example. */
  public static Row row(Example example) {
    Origin origin = example.origin();
    Prompt prompt = example.prompt();
    Target target = example.target();
    Gold gold = example.gold();
    Cost cost = example.cost();
    Marks marks = example.marks();
    Drop drop = example.drop();
    return RowFactory.create(
        origin.requestId(),
        origin.source(),
        origin.receivedAtMicros(),
        origin.route(),
        origin.app(),
        origin.user(),
        origin.session(),
        TagsJson.write(origin.tags()),
        origin.upstream(),
        origin.model(),
        origin.api(),
        prompt.messages(),
        prompt.tools(),
        prompt.template(),
        prompt.input(),
        target.answer(),
        target.toolCalls(),
        target.label(),
        target.provenance().word(),
        target.teacherAnswer(),
        target.teacherLabel(),
        target.finishReason(),
        target.confidence(),
        gold == null ? null : gold.answer(),
        gold == null ? null : gold.label(),
        gold == null ? null : gold.score(),
        cost.inputTokens(),
        cost.outputTokens(),
        cost.usd(),
        marks.group(),
        marks.cluster(),
        marks.difficulty(),
        marks.split() == null ? null : marks.split().word(),
        marks.weight(),
        drop == null ? null : drop.stage(),
        drop == null ? null : drop.reason(),
        drop == null ? null : drop.detail());
  }

  /** The example of a row that begins with all columns, in their order. */
  public static Example example(Row row) {
    return new Example(
        origin(row), prompt(row), target(row), gold(row), cost(row), marks(row), drop(row));
  }

  private static Origin origin(Row row) {
    return new Origin(
        text(row, Column.ID),
        text(row, Column.SOURCE),
        row.getLong(at(Column.RECEIVED_AT_MICROS)),
        text(row, Column.ROUTE),
        textOrNull(row, Column.APP),
        textOrNull(row, Column.USER_PSEUDONYM),
        textOrNull(row, Column.SESSION),
        TagsJson.read(textOrNull(row, Column.TAGS)),
        text(row, Column.UPSTREAM),
        textOrNull(row, Column.MODEL),
        text(row, Column.API));
  }

  private static Prompt prompt(Row row) {
    return new Prompt(
        text(row, Column.MESSAGES),
        textOrNull(row, Column.TOOLS),
        textOrNull(row, Column.TEMPLATE),
        text(row, Column.INPUT));
  }

  private static Target target(Row row) {
    return new Target(
        text(row, Column.ANSWER),
        textOrNull(row, Column.TOOL_CALLS),
        textOrNull(row, Column.LABEL),
        Provenance.of(text(row, Column.PROVENANCE)),
        textOrNull(row, Column.TEACHER_ANSWER),
        textOrNull(row, Column.TEACHER_LABEL),
        textOrNull(row, Column.FINISH_REASON),
        number(row, Column.CONFIDENCE));
  }

  private static @Nullable Gold gold(Row row) {
    String answer = textOrNull(row, Column.GOLD_ANSWER);
    String label = textOrNull(row, Column.GOLD_LABEL);
    Double score = number(row, Column.GOLD_SCORE);
    return answer == null && label == null && score == null ? null : new Gold(answer, label, score);
  }

  private static Cost cost(Row row) {
    return new Cost(
        row.getLong(at(Column.INPUT_TOKENS)),
        row.getLong(at(Column.OUTPUT_TOKENS)),
        number(row, Column.COST_USD));
  }

  private static Marks marks(Row row) {
    String split = textOrNull(row, Column.SPLIT);
    return new Marks(
        textOrNull(row, Column.DUPLICATE_GROUP),
        whole(row, Column.CLUSTER),
        whole(row, Column.DIFFICULTY),
        split == null ? null : Split.of(split),
        row.getDouble(at(Column.WEIGHT)));
  }

  private static @Nullable Drop drop(Row row) {
    String reason = textOrNull(row, Column.DROP_REASON);
    return reason == null
        ? null
        : new Drop(text(row, Column.DROP_STAGE), reason, textOrNull(row, Column.DROP_DETAIL));
  }

  /** By place, as rows do not know their columns between two maps that Spark has made one. */
  private static int at(Column column) {
    return SCHEMA.fieldIndex(column.word());
  }

  private static String text(Row row, Column column) {
    String text = textOrNull(row, column);
    if (text == null) {
      throw new IllegalArgumentException("the column " + column.word() + " must not be null");
    }
    return text;
  }

  private static @Nullable String textOrNull(Row row, Column column) {
    int at = at(column);
    return row.isNullAt(at) ? null : row.getString(at);
  }

  private static @Nullable Double number(Row row, Column column) {
    int at = at(column);
    return row.isNullAt(at) ? null : row.getDouble(at);
  }

  private static @Nullable Integer whole(Row row, Column column) {
    int at = at(column);
    return row.isNullAt(at) ? null : row.getInt(at);
  }
}
