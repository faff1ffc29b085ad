package dev.understudy.trainer.build;

import static dev.understudy.trainer.build.PlantedTraffic.FORBIDDEN;
import static dev.understudy.trainer.build.PlantedTraffic.GOOD;
import static dev.understudy.trainer.build.PlantedTraffic.HEAVY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.exchange.Outcome;
import dev.understudy.trainer.SparkForTests;
import dev.understudy.trainer.card.StageCount;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.example.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One set over four thousand captured rows in which every problem was planted at once. */
class PlantedProblemsTest {
  private static final List<String> REFUSALS =
      List.of(
          "I'm sorry, but I can't assist with that.",
          "I\u2019m sorry, but I cannot help with this request.",
          "I cannot comply with that request.",
          "Sorry, I can't help you with that.",
          "Unfortunately, I am unable to provide that.",
          "As an AI language model, I cannot create content of this kind.",
          "I apologize, but I won't be able to assist with that.",
          "I must decline to answer this question.",
          "I'm not able to discuss this topic.",
          "I refuse to write this.",
          "I do not feel comfortable judging this comment.",
          "This request goes against my guidelines, so I will not continue.",
          "Thank you for asking, but I can't provide an assessment of that.",
          "I would prefer not to engage with this content.",
          "Es tut mir leid, aber dabei kann ich nicht helfen.",
          "Je suis d\u00e9sol\u00e9, mais je ne peux pas vous aider avec cela.",
          "Lo siento, pero no puedo ayudar con eso.",
          "Mi dispiace, ma non posso aiutarti con questa richiesta.",
          "Desculpe, mas n\u00e3o posso ajudar com isso.",
          "\u62b1\u6b49\uff0c\u6211\u65e0\u6cd5\u5e2e\u52a9\u60a8\u3002",
          "{\"is_bad\": null, \"reason\": \"I'm sorry, but I can't assist with that request.\"}",
          "{\"refusal\": \"I can't judge this.\"}");
  private static final List<String> BROKEN =
      List.of(
          "{\"is_bad\": 1, \"reason\": \"an ins",
          "is_bad: 1",
          "{\"is_bad\": 0, \"reason\": \"plain\"}} and so on",
          "{is_bad: 0}",
          "Toxic.");
  private static final List<String> OFF_SCHEMA =
      List.of("{\"isBad\": 1}", "[0]", "{\"is_bad\": \"maybe\"}", "0");
  private static final List<String> FENCED = List.of("```json\n{\"is_bad\": 0}\n```");
  private static final String KEY = "sk-proj-" + "aB3dE5gH7jK9".repeat(3);

  private static final String FROZEN = "out/frozen/test-indist/rows.parquet";

  @TempDir private static Path folder;

  private static PlantedTraffic traffic;
  private static FinishedSet finished;
  private static String keyed = "";
  private static Set<String> tests;
  private static Map<String, Example> rows;
  private static Map<String, String> captured;
  private static Map<String, String> written;

  @BeforeAll
  static void buildOnceBeforeAndOnceAfterTheProblemsArrive() throws Exception {
    Path captures = folder.resolve("captures");
    traffic = new PlantedTraffic(42);
    traffic.good(700);
    traffic.writeTo(captures, "000001");
    BuiltSet.build(file("before.yaml", "dedupe: {near: none}", "exports: {formats: [openai]}"));
    tests = BuiltSet.examples(folder.resolve(FROZEN)).keySet();
    plant();
    traffic.writeTo(captures, "000002");
    finished =
        BuiltSet.build(
                file(
                    "after.yaml",
                    "balance: {caps: {user: 10%}}",
                    "exports: {formats: [openai, openai-preference, trl-preference, parquet]}"))
            .get(0);
    rows = BuiltSet.examples(finished.folder().resolve("rows"));
    captured = BuiltSet.texts(captures);
    written = BuiltSet.texts(folder.resolve("out"));
  }

  private static Path file(String name, String... lines) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "version: 1",
                "name: planted",
                "captures: captures",
                "out: out",
                "seed: 7",
                "corpus: {sources: [{name: tasks, apps: [moderation, intake]}]}",
                "labels: {read: {json: /is_bad, labels: ['0', '1']}}",
                "filters:",
                "  refusals: true",
                "  json:",
                "    schema: '{\"type\": \"object\", \"required\": [\"is_bad\"],",
                "      \"properties\": {\"is_bad\": {\"type\": \"integer\"}}}'",
                "splits: {validation: 5%, test_indist: 10%}",
                "privacy: {redact: [api_key]}"));
    all.addAll(List.of(lines));
    return BuiltSet.file(folder, name, all.toArray(String[]::new));
  }

  private static void plant() {
    traffic.good(1400);
    traffic.duplicates(200);
    traffic.nearDuplicates(260);
    traffic.conflicts(40);
    traffic.corrections(20);
    traffic.takenBack(5);
    traffic.calledWrong(12);
    traffic.calledWrongAtFirst(9);
    traffic.answers("refusal", 84, REFUSALS);
    traffic.answers("not_json", 40, BROKEN);
    traffic.answers("off_schema", 20, OFF_SCHEMA);
    traffic.answers("json_fenced", 20, FENCED);
    traffic.answers("empty_answer", 10, List.of("", " \n"));
    traffic.ended("length", 40);
    traffic.ended("content_filter", 10);
    traffic.broken("incomplete", 15, Outcome.UPSTREAM_TRUNCATED, 200);
    traffic.broken("incomplete", 15, Outcome.CLIENT_GONE, 200);
    traffic.broken("failed", 15, Outcome.COMPLETE, 429);
    traffic.broken("failed", 15, Outcome.COMPLETE, 500);
    traffic.forbidden(60);
    traffic.ofStudents(60);
    traffic.rehearsed(60);
    traffic.conversations(30);
    traffic.leaks(tests);
    traffic.noise(40);
    keyed = traffic.answered("{\"is_bad\": 0, \"reason\": \"it says " + KEY + "\"}");
  }

  private static String reason(Example row) {
    return row.drop() == null ? GOOD : row.drop().reason();
  }

  @Test
  void findsAllThatWasPlantedAndNothingElse() {
    Map<String, String> told = new TreeMap<>();
    rows.forEach((id, row) -> told.put(id, reason(row)));
    told.replaceAll((id, reason) -> reason.equals("user_cap") ? GOOD : reason);

    Map<String, Findings> found = Findings.of(traffic.truth(), told);

    System.out.println(Findings.table(found));
    assertThat(rows.keySet()).isEqualTo(traffic.truth().keySet());
    found.forEach(
        (reason, each) -> {
          boolean isMeasured = Set.of("near_duplicate", "refusal", GOOD).contains(reason);
          double least = isMeasured ? 0.99 : 1;
          assertThat(each.precision()).as("precision of %s", reason).isGreaterThanOrEqualTo(least);
          assertThat(each.recall()).as("recall of %s", reason).isGreaterThanOrEqualTo(least);
        });
  }

  @Test
  void oneUserHasAsMuchOfWhatIsTrainedOnAsTheCapAllowsAndNoMore() {
    List<Example> training = kept().filter(each -> each.marks().split() == Split.TRAIN).toList();
    long heavy = training.stream().filter(PlantedProblemsTest::isOfHeavyUser).count();
    List<Example> capped =
        rows.values().stream().filter(each -> reason(each).equals("user_cap")).toList();

    assertThat(capped).allMatch(PlantedProblemsTest::isOfHeavyUser).hasSizeGreaterThan(500);
    assertThat(heavy).isLessThanOrEqualTo(training.size() / 10);
    assertThat(heavy + 1.0).isGreaterThan(0.1 * (training.size() + 1));
  }

  private static boolean isOfHeavyUser(Example example) {
    return HEAVY.equals(example.origin().user());
  }

  private static Stream<Example> kept() {
    return rows.values().stream().filter(Example::isKept);
  }

  @Test
  void whatIsTestedOnStaysAsItWasFrozen() {
    Map<String, Example> frozen = BuiltSet.examples(folder.resolve(FROZEN));

    List<Example> tested =
        kept().filter(each -> each.marks().split() == Split.TEST_INDIST).toList();

    assertThat(frozen).hasSizeGreaterThan(50).containsOnlyKeys(tests);
    assertThat(tested).extracting(Example::id).containsExactlyElementsOf(tests);
    assertThat(tested)
        .allSatisfy(
            each -> {
              Example before = Objects.requireNonNull(frozen.get(each.id()));
              assertThat(each.prompt()).isEqualTo(before.prompt());
              assertThat(each.target()).isEqualTo(before.target());
            });
  }

  @Test
  void contentThatMayNotBeLearnedFromIsNowhere() {
    assertThat(BuiltSet.filesWith(captured, FORBIDDEN)).isNotEmpty();
    assertThat(BuiltSet.filesWith(written, FORBIDDEN)).isEmpty();
  }

  @Test
  void aKeyInAnAnswerIsNowhereAndAPlaceholderStandsForIt() {
    assertThat(BuiltSet.filesWith(captured, KEY)).isNotEmpty();
    assertThat(BuiltSet.filesWith(written, KEY)).isEmpty();
    assertThat(Objects.requireNonNull(rows.get(keyed)).target().answer())
        .isEqualTo("{\"is_bad\": 0, \"reason\": \"it says <API_KEY_1>\"}");
    assertThat(finished.secrets()).isZero();
  }

  @Test
  void correctionsStandInTheTeachersPlaceInItsWords() {
    for (String id : traffic.corrected()) {
      Target target = Objects.requireNonNull(rows.get(id)).target();

      assertThat(target.provenance()).isEqualTo(Provenance.GOLD);
      assertThat(target.label()).isEqualTo("1");
      assertThat(target.answer()).startsWith("{\"is_bad\": 1, \"reason\": \"");
      assertThat(target.teacherLabel()).isEqualTo("0");
      assertThat(target.teacherAnswer()).startsWith("{\"is_bad\": 0, \"reason\": \"");
    }
  }

  @Test
  void whatWasTakenBackLeavesTheTeachersAnswer() {
    for (String id : traffic.takenBack()) {
      Example row = Objects.requireNonNull(rows.get(id));

      assertThat(row.target().provenance()).isEqualTo(Provenance.TEACHER);
      assertThat(row.target().label()).isEqualTo("0");
      assertThat(row.gold())
          .satisfiesAnyOf(
              gold -> assertThat(gold).isNull(),
              gold -> assertThat(gold).isEqualTo(new Gold(null, null, null)));
    }
  }

  @Test
  void pairsComeOfCorrectionsAndOfStudentsThatDiffered() throws IOException {
    long chosen =
        Stream.concat(traffic.corrected().stream(), traffic.rehearsed().stream())
            .filter(id -> Objects.requireNonNull(rows.get(id)).isKept())
            .count();

    assertThat(chosen).isGreaterThan(40);
    for (String format : List.of("trl-preference", "openai-preference")) {
      List<JsonNode> pairs = lines(format);
      assertThat(pairs).as(format).hasSize((int) chosen);
      assertThat(pairs).noneMatch(each -> each.toString().contains("gemini"));
    }
    assertThat(lines("trl-preference"))
        .allMatch(each -> !each.path("chosen").equals(each.path("rejected")));
  }

  private static List<JsonNode> lines(String format) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (Split split : Split.values()) {
      Path file = finished.folder().resolve(format + "/" + split.word() + ".jsonl");
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        lines.add(new JsonMapper().readTree(line));
      }
    }
    return lines;
  }

  @Test
  void exportsHoldEveryKeptRowAndTheCountsOfStagesAddUp() throws IOException {
    long kept = kept().count();
    List<JsonNode> lines = lines("openai");
    long exported =
        SparkForTests.session()
            .read()
            .parquet(finished.folder().resolve("parquet").toUri().toString())
            .count();

    assertThat(lines).hasSize((int) kept);
    assertThat(lines)
        .allMatch(each -> each.at("/messages/0/role").isTextual())
        .allMatch(each -> last(each.path("messages")).path("role").asText().equals("assistant"));
    assertThat(exported).isEqualTo(kept);
    Map<String, Long> dropped =
        rows.values().stream()
            .filter(each -> !each.isKept())
            .collect(Collectors.groupingBy(each -> stage(each), Collectors.counting()));
    assertThat(finished.stages())
        .allSatisfy(
            stage ->
                assertThat(stage.droppedRows())
                    .as(stage.stage())
                    .isEqualTo(dropped.getOrDefault(stage.stage(), 0L)));
    assertThat(finished.stages().get(finished.stages().size() - 1).kept()).isEqualTo(kept);
    assertThat(finished.stages()).extracting(StageCount::addedRows).containsOnly(0L);
  }

  private static JsonNode last(JsonNode list) {
    return list.path(list.size() - 1);
  }

  private static String stage(Example example) {
    return Objects.requireNonNull(example.drop()).stage();
  }
}
