package dev.understudy.trainer.build;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.understudy.exchange.Verdict;
import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.exchange.prompt.template.PromptsFile;
import dev.understudy.trainer.card.CardFacts;
import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.card.DataCardJson;
import dev.understudy.trainer.card.StageCount;
import dev.understudy.trainer.card.figures.DataCardFigures;
import dev.understudy.trainer.card.page.DataCardPage;
import dev.understudy.trainer.corpus.CorpusStage;
import dev.understudy.trainer.dataset.PromptsStage;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Prompt;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.export.ExportFormat;
import dev.understudy.trainer.export.ExportReport;
import dev.understudy.trainer.export.recipe.Recipe;
import dev.understudy.trainer.export.recipe.Recipes;
import dev.understudy.trainer.preference.PreferencePair;
import dev.understudy.trainer.preference.Preferences;
import dev.understudy.trainer.preference.Reply;
import dev.understudy.trainer.privacy.PrivacySettings.Secrets;
import dev.understudy.trainer.privacy.SecretReport;
import dev.understudy.trainer.privacy.SecretScan;
import dev.understudy.trainer.privacy.SecretsFound;
import dev.understudy.trainer.run.CanonicalJson;
import dev.understudy.trainer.run.StageFolder;
import dev.understudy.trainer.run.StageRunner;
import dev.understudy.trainer.run.Version;
import dev.understudy.trainer.spark.ExampleRows;
import dev.understudy.trainer.spark.Rank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Makes the files of a finished set, in a folder of its own that takes the set's place only when
 * they are all there and no secrets in them.
 */
final class SetExport {
  private static final String ROWS = "rows";
  private static final String SAID = "said";
  private static final String SECRETS = "suspected_credentials";

  private final SetPlan plan;
  private final StageFolder last;
  private final OutFolder out;
  private final StageRunner runner;

  SetExport(SetPlan plan, StageFolder last, OutFolder out, StageRunner runner) {
    this.plan = plan;
    this.last = last;
    this.out = out;
    this.runner = runner;
  }

  FinishedSet run() throws IOException, SecretsFound {
    List<StageCount> stages = StageCounts.of(last);
    Path finished = out.set(plan.name());
    JsonNode manifest = manifestOf(finished);
    if (manifest.path("fingerprint").asText().equals(fingerprint())) {
      long secrets = manifest.path(SECRETS).asLong();
      return new FinishedSet(plan.name(), finished, false, stages, List.of(), secrets);
    }
    Path folder = out.begin(plan.name());
    try {
      begin("exports");
      List<ExportReport> files = write(folder);
      for (Recipe recipe : Recipes.of(plan.exports(), files)) {
        Files.writeString(folder.resolve(recipe.fileName()), recipe.text());
      }
      begin("card");
      card(folder, stages);
      begin("secrets");
      SecretReport secrets = SecretScan.of(folder);
      if (plan.privacy().secrets() == Secrets.FAIL) {
        secrets.orThrow();
      }
      OutFolder.writeManifest(folder, manifest(stages, files, secrets.total()));
      out.publish(plan.name());
      return new FinishedSet(plan.name(), finished, true, stages, files, secrets.total());
    } finally {
      runner.progress().stop();
      out.abandon(plan.name());
    }
  }

  private void begin(String part) {
    runner.progress().stop();
    runner.progress().begin(part);
  }

  /** What decides all of the set's content. */
  private String fingerprint() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("rows", last.manifest().fingerprint());
    all.put("settings", plan.settings());
    all.put("name", plan.name());
    return CanonicalJson.digest(all);
  }

  /** What a set says of itself; nothing where it is not there, or so broken that it is no use. */
  private static JsonNode manifestOf(Path finished) throws IOException {
    Path manifest = finished.resolve("manifest.json");
    try {
      return Files.isRegularFile(manifest)
          ? new ObjectMapper().readTree(Files.readString(manifest))
          : MissingNode.getInstance();
    } catch (JsonProcessingException broken) {
      return MissingNode.getInstance();
    }
  }

  private List<ExportReport> write(Path folder) throws IOException {
    Path rows = Files.createDirectories(folder.resolve(ROWS));
    try (Stream<Path> files = Files.list(last.folder().resolve(StageFolder.ROWS))) {
      for (Path file : files.toList()) {
        Files.copy(file, rows.resolve(file.getFileName()));
      }
    }
    Path promptsFile = last.file(PromptsStage.FILE);
    Prompts prompts = promptsFile == null ? Prompts.NONE : PromptsFile.read(promptsFile);
    PromptsFile.write(prompts, folder.resolve(PromptsStage.FILE));
    List<ExportReport> reports = new ArrayList<>();
    for (Split split : Split.values()) {
      Dataset<Row> part = part(split);
      if (!part.isEmpty()) {
        reports.addAll(write(part, split, prompts, folder));
      }
    }
    return reports;
  }

  /** In an order drawn by lot, for trainers that do not shuffle. */
  private Dataset<Row> part(Split split) throws IOException {
    Dataset<Row> rows =
        last.rows(runner.spark())
            .filter(col("drop_reason").isNull().and(col("split").equalTo(split.word())));
    Dataset<Row> withStudents = rows;
    if (plan.exports().formats().stream().anyMatch(ExportFormat::isOfPairs)
        && last.hasTable(CorpusStage.STUDENTS)) {
      Dataset<Row> said =
          last.table(runner.spark(), CorpusStage.STUDENTS)
              .groupBy(col("id").as("said_id"))
              .agg(
                  sort_array(
                          collect_list(
                              struct(
                                  col("student"),
                                  col("verdict"),
                                  col("score"),
                                  col("answer"),
                                  coalesce(col("tool_calls"), lit("")).as("tool_calls"))))
                      .as(SAID));
      withStudents = rows.join(said, col("id").equalTo(col("said_id")), "left").drop("said_id");
    }
    return withStudents.orderBy(Rank.of(runner.seed(), "order", col("id")), col("id"));
  }

  private List<ExportReport> write(Dataset<Row> part, Split split, Prompts prompts, Path folder)
      throws IOException {
    try (FormatWriters writers = FormatWriters.begin(plan.exports(), split, folder)) {
      for (Iterator<Row> rows = part.toLocalIterator(); rows.hasNext(); ) {
        Row row = rows.next();
        Example example = pruned(ExampleRows.example(row), prompts);
        writers.write(example, writers.takePairs() ? pairs(example, row) : List.of());
      }
      return writers.finish();
    }
  }

  private static Example pruned(Example example, Prompts prompts) {
    Prompt prompt = example.prompt();
    return prompts.prunings().isEmpty()
        ? example
        : example.with(
            new Prompt(
                prompts.apply(prompt.messages()),
                prompt.tools(),
                prompt.template(),
                prompt.input()));
  }

  private static List<PreferencePair> pairs(Example example, Row row) {
    List<PreferencePair> pairs = new ArrayList<>();
    Preferences.ofCorrection(example).ifPresent(pairs::add);
    boolean hasSaid = List.of(row.schema().fieldNames()).contains(SAID);
    if (hasSaid && !row.isNullAt(row.fieldIndex(SAID))) {
      List<Row> said = row.getList(row.fieldIndex(SAID));
      for (Row each : said) {
        String calls = each.getAs("tool_calls");
        Preferences.ofComparison(
                example,
                each.getAs("student"),
                new Reply(each.getAs("answer"), calls.isEmpty() ? null : calls),
                Verdict.valueOf(each.<String>getAs("verdict").toUpperCase(Locale.ROOT)),
                each.<Double>getAs("score"))
            .ifPresent(pairs::add);
      }
    }
    return pairs;
  }

  private void card(Path folder, List<StageCount> stages) throws IOException {
    DataCard card =
        DataCardFigures.of(
            last.rows(runner.spark()),
            stages,
            new CardFacts(
                plan.name(),
                runner.seed(),
                Version.current(),
                String.join(", ", plan.captures().stream().map(Object::toString).toList()),
                "sha256:" + CanonicalJson.digest(plan.settings()),
                plan.prices(),
                plan.cardExamples()));
    Files.writeString(folder.resolve("card.json"), DataCardJson.write(card));
    Files.writeString(folder.resolve("card.html"), DataCardPage.write(card));
  }

  private String manifest(List<StageCount> stages, List<ExportReport> files, long secrets)
      throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format", 1);
    all.put("name", plan.name());
    all.put("fingerprint", fingerprint());
    all.put("version", Version.current());
    all.put("spark", runner.spark().version());
    all.put("seed", runner.seed());
    all.put("captures", plan.captures().stream().map(Object::toString).toList());
    all.put("settings", plan.settings());
    JsonNode inputs = last.note(CorpusStage.INPUTS);
    all.put(
        "inputs",
        inputs == null
            ? List.of()
            : new ObjectMapper().convertValue(inputs, new TypeReference<List<Object>>() {}));
    all.put("stages", stages);
    all.put("files", files.stream().map(SetExport::file).toList());
    all.put(SECRETS, secrets);
    return CanonicalJson.pretty(all);
  }

  private static Map<String, Object> file(ExportReport report) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("file", report.fileName());
    all.put("rows", report.rows());
    all.put("bytes", report.bytes());
    all.put("sha256", report.sha256());
    all.put("skipped", report.skipped());
    all.put("replaced_surrogates", report.replacedSurrogates());
    return all;
  }
}
