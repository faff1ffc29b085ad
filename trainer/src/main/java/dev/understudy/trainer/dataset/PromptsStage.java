package dev.understudy.trainer.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.StringType;

import dev.understudy.exchange.prompt.ConversationKeys;
import dev.understudy.exchange.prompt.PromptReader;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.prompt.template.Match;
import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.exchange.prompt.template.PromptsFile;
import dev.understudy.exchange.prompt.template.Pruning;
import dev.understudy.exchange.prompt.template.Template;
import dev.understudy.exchange.prompt.template.Templates;
import dev.understudy.trainer.corpus.Conversations;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Prompt;
import dev.understudy.trainer.mining.TemplateMiner;
import dev.understudy.trainer.mining.TemplateSettings;
import dev.understudy.trainer.run.Stage;
import dev.understudy.trainer.run.StageWork;
import dev.understudy.trainer.spark.Rank;
import dev.understudy.trainer.spark.RowMaps;
import dev.understudy.trainer.spark.Verdicts;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Finds what is constant in prompts and what varies, and of each conversation the exchange that has
 * all of it. Beside the examples it writes {@value #FILE}, by which a server prunes alike.
 */
public final class PromptsStage implements Stage {
  /** The templates found and what students see of them. */
  public static final String FILE = "prompts.json";

  private static final StructType KEYS =
      new StructType()
          .add("id", StringType)
          .add("after", StringType)
          .add("before", DataTypes.createArrayType(StringType));

  private final TemplateSettings settings;
  private final Conversations conversations;

  /** A stage of these settings. */
  public PromptsStage(TemplateSettings settings, Conversations conversations) {
    this.settings = settings;
    this.conversations = conversations;
  }

  @Override
  public String name() {
    return "prompts";
  }

  @Override
  public Object settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("templates", settings);
    all.put("conversations", conversations);
    return all;
  }

  @Override
  public void run(StageWork work) throws IOException {
    Dataset<Row> rows = work.rows();
    Prompts prompts = prompts(rows, work.seed());
    PromptsFile.write(prompts, work.file(FILE));
    Templates templates = prompts.templates();
    Dataset<Row> matched =
        RowMaps.mapped(
            rows, () -> example -> example.isKept() ? matched(example, templates) : example);
    if (conversations == Conversations.EVERY) {
      work.writeRows(matched);
      return;
    }
    Dataset<Row> keys = keys(rows).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      work.writeRows(Verdicts.applied(matched, continued(keys), name()));
    } finally {
      keys.unpersist();
    }
  }

  /** Learned from the examples that are drawn first. */
  private Prompts prompts(Dataset<Row> rows, long seed) {
    List<String> sample =
        rows.filter(col("drop_reason").isNull())
            .orderBy(Rank.of(seed, "templates", col("id")), col("id"))
            .limit(settings.sample())
            .select("messages")
            .as(Encoders.STRING())
            .collectAsList();
    Templates templates = TemplateMiner.mine(sample, settings.minRows()).named(settings.names());
    List<String> unused = templates.unused(settings.names());
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(
          "templates.names: no template found has the words given for %s; found: %s"
              .formatted(
                  String.join(", ", unused),
                  templates.all().isEmpty()
                      ? "none"
                      : templates.all().stream()
                          .map(Template::name)
                          .sorted()
                          .collect(Collectors.joining(", "))));
    }
    Map<String, Pruning> prunings = new TreeMap<>();
    settings.prune().forEach((name, form) -> prunings.put(name, Pruning.of(form)));
    return new Prompts(templates, prunings);
  }

  private static Example matched(Example example, Templates templates) {
    Match match = templates.match(example.prompt().messages()).orElse(null);
    return match == null
        ? example
        : example.with(
            new Prompt(
                example.prompt().messages(),
                example.prompt().tools(),
                match.template().name(),
                match.input()));
  }

  /** What conversations stand in kept rows, and what was said before: told by their keys. */
  private static Dataset<Row> keys(Dataset<Row> rows) {
    MapFunction<Row, Row> reading =
        row -> {
          Turn answer = PromptReader.answer(row.getString(2), row.getString(3));
          ConversationKeys keys = ConversationKeys.of(Turn.read(row.getString(1)), answer);
          return RowFactory.create(
              row.getString(0), keys.after(), keys.before().toArray(String[]::new));
        };
    return rows.filter(col("drop_reason").isNull())
        .select("id", "messages", "answer", "tool_calls")
        .map(reading, Encoders.row(KEYS));
  }

  /** Those whose every turn another one repeats. */
  private static Dataset<Row> continued(Dataset<Row> keys) {
    Dataset<Row> repeated = keys.select(explode(col("before")).as("state")).distinct();
    return keys.join(repeated, col("after").equalTo(col("state")))
        .select(
            col("id"),
            lit("continued").as("reason"),
            lit("a later exchange has these turns and more").as("detail"));
  }
}
