package dev.understudy.trainer.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.prompt.PromptReading;
import dev.understudy.rules.yaml.Problem;
import dev.understudy.trainer.dataset.AnswerSettings;
import dev.understudy.trainer.dataset.BalanceBy;
import dev.understudy.trainer.dataset.DedupeSettings;
import dev.understudy.trainer.dataset.SplitSettings;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.export.ExportFormat;
import dev.understudy.trainer.export.ExportSettings;
import dev.understudy.trainer.export.chat.Unfit;
import dev.understudy.trainer.filter.FilterSettings;
import dev.understudy.trainer.mining.TemplateSettings;
import dev.understudy.trainer.privacy.PrivacySettings;
import dev.understudy.trainer.spark.ExampleRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages show works as it stands there, and what there is they tell. */
class DocumentedDatasetsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern YAML =
      Pattern.compile("```yaml\n(version: 1[^\n]*\nname: .*?)```", Pattern.DOTALL);
  private static final Pattern KNOWN = Pattern.compile("unknown key 'zzzzzz'.*; known: (.*)");

  /** One key too many in every section. */
  private static final String UNKNOWN =
      """
      version: 1
      name: x
      captures: y
      zzzzzz: 1
      corpus: {zzzzzz: 1, sources: [{name: a, zzzzzz: 1}]}
      templates: {zzzzzz: 1}
      labels: {zzzzzz: 1, read: {zzzzzz: 1, text: true}}
      filters:
        zzzzzz: 1
        repetition: {zzzzzz: 1}
        json: {zzzzzz: 1}
        length: {zzzzzz: 1, input: {zzzzzz: 1, max: 3}}
        language: {zzzzzz: 1, input: [en]}
        patterns: {a: {zzzzzz: 1, in: input, must_match: a}}
        confidence: {zzzzzz: 1, min: 0.5}
      dedupe: {zzzzzz: 1, near: {zzzzzz: 1}}
      splits: {zzzzzz: 1}
      balance:
        zzzzzz: 1
        caps: {zzzzzz: 1}
        mix: {zzzzzz: 1, by: label, to: even}
        difficulty: {zzzzzz: 1, by: length}
        clusters: {zzzzzz: 1}
      exports: {zzzzzz: 1}
      privacy: {zzzzzz: 1, redact: {zzzzzz: 1}}
      prices: {zzzzzz: 1}
      card: {zzzzzz: 1}
      """;

  private final Path folder;
  private final String page;

  DocumentedDatasetsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.page = Files.readString(ROOT.resolve("docs/datasets.md"));
  }

  @Test
  void filesOnThePagesHaveNoProblems() throws IOException {
    List<String> files = new ArrayList<>(files(page));
    files.addAll(files(Files.readString(ROOT.resolve("README.md"))));

    assertThat(files).hasSize(3);
    for (String each : files) {
      assertThat(problems(each)).isEmpty();
    }
  }

  @Test
  void everyKeyIsExplained() throws IOException {
    List<String> keys =
        problems(UNKNOWN).stream()
            .map(KNOWN::matcher)
            .filter(Matcher::find)
            .flatMap(known -> Arrays.stream(known.group(1).split(", ", -1)))
            .filter(key -> !key.equals("drop")) // of redaction; it has no effect here
            .distinct()
            .toList();

    assertThat(keys).hasSizeGreaterThan(75);
    assertThat(keys).allSatisfy(key -> assertThat(page).containsPattern("\\b" + key + "\\b"));
  }

  @Test
  void whatIsNoExampleIsTheDefault() throws IOException {
    SetPlan shown = read(files(page).get(0)).sets().get(0);

    assertThat(shown.seed()).isEqualTo(1);
    assertThat(shown.corpus())
        .usingRecursiveComparison()
        .ignoringFields("from", "to", "sources")
        .isEqualTo(minimal().corpus());
    assertThat(shown.templates())
        .usingRecursiveComparison()
        .ignoringFields("names", "prune")
        .isEqualTo(TemplateSettings.USUAL);
    assertThat(shown.labels())
        .usingRecursiveComparison()
        .ignoringFields("read")
        .isEqualTo(AnswerSettings.DEFAULT);
    assertThat(shown.filters())
        .usingRecursiveComparison()
        .comparingOnlyFields("empty", "finish", "refusals", "gold")
        .isEqualTo(FilterSettings.USUAL);
    assertThat(shown.dedupe()).isEqualTo(DedupeSettings.DEFAULT);
    assertThat(shown.splits()).isEqualTo(SplitSettings.DEFAULT);
    assertThat(shown.exports()).isEqualTo(ExportSettings.USUAL);
    assertThat(shown.privacy()).isEqualTo(PrivacySettings.USUAL);
    assertThat(shown.cardExamples()).isEqualTo(minimal().cardExamples());
  }

  @Test
  void everyReasonAndColumnAndFormatIsExplained() {
    Stream<String> caps =
        Stream.of(BalanceBy.USER, BalanceBy.SESSION, BalanceBy.APP, BalanceBy.TEMPLATE)
            .map(each -> each.word() + "_cap");
    Stream<String> units =
        Stream.of(Split.TEST_INDIST, Split.TEST_BALANCED, Split.VALIDATION)
            .map(each -> "same_unit_as_" + each.word().replace('-', '_'));
    Stream<String> prompts =
        Arrays.stream(PromptReading.Reason.values()).map(each -> "prompt_" + each.word());
    Stream<String> unfit = Arrays.stream(Unfit.Reason.values()).map(Unfit.Reason::word);
    Stream<String> formats = Arrays.stream(ExportFormat.values()).map(ExportFormat::word);
    Stream<String> columns = Arrays.stream(ExampleRows.SCHEMA.fieldNames());

    assertThat(
            Stream.of(caps, units, prompts, unfit, formats, columns, SetPlan.STAGES.stream())
                .flatMap(each -> each))
        .allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
  }

  private static List<String> files(String text) {
    return YAML.matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(file -> file.contains("\ncaptures: "))
        .toList();
  }

  private List<String> problems(String yaml) throws IOException {
    return DatasetFile.read("documented.yaml", write(yaml)).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  private DatasetFile read(String yaml) throws IOException {
    return DatasetFile.read("documented.yaml", write(yaml)).orThrow();
  }

  private SetPlan minimal() throws IOException {
    return read("version: 1\nname: x\ncaptures: y\n").sets().get(0);
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("documented.yaml"), yaml);
  }
}
