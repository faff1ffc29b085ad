package dev.understudy.trainer.export;

import static dev.understudy.trainer.export.ExportFormat.OPENAI;
import static dev.understudy.trainer.export.ExportFormat.OPENAI_PREFERENCE;
import static dev.understudy.trainer.export.ExportFormat.SHAREGPT;
import static dev.understudy.trainer.export.ExportFormat.TRL_MESSAGES;
import static dev.understudy.trainer.export.ExportFormat.TRL_PREFERENCE;
import static dev.understudy.trainer.export.ExportFormat.TRL_PROMPT_COMPLETION;
import static dev.understudy.trainer.export.TestExamples.CALLS;
import static dev.understudy.trainer.export.TestExamples.TOOLS;
import static dev.understudy.trainer.export.TestExamples.WITH_TOOLS;
import static dev.understudy.trainer.export.TestExamples.asked;
import static dev.understudy.trainer.export.TestExamples.user;
import static dev.understudy.trainer.export.TestExamples.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Prompt;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.preference.PairSource;
import dev.understudy.trainer.preference.PreferencePair;
import dev.understudy.trainer.preference.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportsTest {
  @TempDir Path folder;

  @Test
  void openAiLearnsTheAnswerAloneOfAConversation() throws IOException {
    Example example = TestExamples.of("r1", WITH_TOOLS, TOOLS, "Rain.", null);

    assertThat(Exported.of(folder, OPENAI, example).text())
        .isEqualTo(
            """
            {"messages":[{"role":"system","content":"Be brief."},\
            {"role":"user","content":"Weather in Oslo?"},\
            {"role":"assistant","tool_calls":%s,"weight":0},\
            {"role":"tool","content":"rain","tool_call_id":"call_1"},\
            {"role":"assistant","content":"Rain.","weight":1}],"tools":%s}
            """
                .formatted(CALLS, TOOLS));
  }

  @Test
  void openAiHasAnAnswerOfToolCallsWithoutContent() throws IOException {
    Example example = TestExamples.of("r1", user("Weather?"), TOOLS, "", CALLS);

    assertThat(Exported.of(folder, OPENAI, example).text())
        .contains("{\"role\":\"assistant\",\"tool_calls\":" + CALLS + ",\"weight\":1}]");
  }

  @Test
  void openAiKeepsPicturesOfTheUser() throws IOException {
    String messages =
        """
        [{"role":"user","content":[{"type":"text","text":"What is it?"},\
        {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}}]}]""";

    assertThat(
            Exported.of(folder, OPENAI, TestExamples.of("r1", messages, null, "A cat.", null))
                .text())
        .isEqualTo(
            "{\"messages\":%s,{\"role\":\"assistant\",\"content\":\"A cat.\",\"weight\":1}]}\n"
                .formatted(messages.substring(0, messages.length() - 1)));
  }

  @Test
  void trlHasPromptAndCompletionWithArgumentsAsObjects() throws IOException {
    Example example = TestExamples.of("r1", WITH_TOOLS, TOOLS, "Rain.", null);

    assertThat(Exported.of(folder, TRL_PROMPT_COMPLETION, example).text())
        .isEqualTo(
            """
            {"prompt":[{"role":"system","content":"Be brief."},\
            {"role":"user","content":"Weather in Oslo?"},\
            {"role":"assistant","content":"","tool_calls":[{"id":"call_1","type":"function",\
            "function":{"name":"weather","arguments":{"city":"Oslo"}}}]},\
            {"role":"tool","tool_call_id":"call_1","content":"rain"}],\
            "completion":[{"role":"assistant","content":"Rain."}],"tools":%s}
            """
                .formatted(TestExamples.quoted(TOOLS).replace("\\u0022", "\\\"")));
  }

  @Test
  void trlMessagesSayWhichToLearn() throws IOException {
    assertThat(Exported.of(folder, TRL_MESSAGES, asked("Is it?", "yes")).text())
        .isEqualTo(
            """
            {"messages":[{"role":"user","content":"Is it?","train":false},\
            {"role":"assistant","content":"yes","train":true}]}
            """);
  }

  @Test
  void shareGptSpeaksOfHumansAndCalls() throws IOException {
    Example example = TestExamples.of("r1", WITH_TOOLS, TOOLS, "Rain.", null);

    assertThat(Exported.of(folder, SHAREGPT, example).text())
        .isEqualTo(
            """
            {"conversations":[{"from":"system","value":"Be brief."},\
            {"from":"human","value":"Weather in Oslo?"},\
            {"from":"function_call",\
            "value":"{\\"name\\":\\"weather\\",\\"arguments\\":{\\"city\\":\\"Oslo\\"}}"},\
            {"from":"observation","value":"rain"},{"from":"gpt","value":"Rain."}],\
            "tools":"[{\\"name\\":\\"weather\\",\\"description\\":\\"Tells it.\\",\
            \\"parameters\\":{\\"type\\":\\"object\\",\
            \\"properties\\":{\\"city\\":{\\"type\\":\\"string\\"}},\
            \\"required\\":[\\"city\\"]}}]"}
            """);
  }

  @Test
  void openAiPreferenceHasBothAnswers() throws IOException {
    assertThat(Exported.ofPairs(folder, OPENAI_PREFERENCE, pair(user("Is it?"), TOOLS)).text())
        .isEqualTo(
            """
            {"input":{"messages":[{"role":"user","content":"Is it?"}],"tools":%s},\
            "preferred_output":[{"role":"assistant","content":"yes"}],\
            "non_preferred_output":[{"role":"assistant","tool_calls":%s}]}
            """
                .formatted(TOOLS, CALLS));
  }

  @Test
  void trlPreferenceHasThePromptApart() throws IOException {
    assertThat(Exported.ofPairs(folder, TRL_PREFERENCE, pair(user("Is it?"), null)).text())
        .isEqualTo(
            """
            {"prompt":[{"role":"user","content":"Is it?"}],\
            "chosen":[{"role":"assistant","content":"yes"}],\
            "rejected":[{"role":"assistant","content":"","tool_calls":[{"id":"call_1",\
            "type":"function","function":{"name":"weather","arguments":{"city":"Oslo"}}}]}]}
            """);
  }

  @Test
  void severalSystemTurnsAreOneForTemplatesAndStayForOpenAi() throws IOException {
    String messages =
        """
        [{"role":"system","content":"A"},{"role":"developer","content":"B"},\
        {"role":"user","content":"?"}]""";
    Example example = TestExamples.of("r1", messages, null, "!", null);

    assertThat(Exported.of(folder, TRL_MESSAGES, example).text())
        .contains("[{\"role\":\"system\",\"content\":\"A\\n\\nB\",\"train\":false},");
    assertThat(Exported.of(folder, OPENAI, example).text())
        .contains(
            "[{\"role\":\"system\",\"content\":\"A\"},{\"role\":\"system\",\"content\":\"B\"},");
  }

  @Test
  void partsOfTextStandOnLinesOfTheirOwnAndUnknownMembersAreLeftOut() throws IOException {
    String messages =
        """
        [{"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},\
        {"type":"text","text":"b"}],"annotations":[]}]""";

    assertThat(Exported.of(folder, OPENAI, TestExamples.of("r1", messages, null, "c", null)).text())
        .isEqualTo(
            """
            {"messages":[{"role":"user","content":"a\\nb"},\
            {"role":"assistant","content":"c","weight":1}]}
            """);
  }

  @Test
  void numbersKeepTheirDigits() throws IOException {
    String calls =
        CALLS.replace(
            "{\\\"city\\\":\\\"Oslo\\\"}", "{\\\"n\\\":1.10,\\\"m\\\":12345678901234567890}");

    assertThat(
            Exported.of(folder, TRL_MESSAGES, TestExamples.of("r1", user("?"), null, "", calls))
                .text())
        .contains("\"arguments\":{\"n\":1.10,\"m\":12345678901234567890}");
  }

  @Test
  void weightsAreCopiesAndTheRestByIdentifierTheSameEachTime() throws IOException {
    List<Example> examples =
        IntStream.range(0, 1000).mapToObj(i -> weighing("r" + i, 2.3)).toList();

    Exported once = Exported.of(folder, OPENAI, Split.TRAIN, Exported.FULL, examples);
    Exported again =
        Exported.of(folder.resolve("again"), OPENAI, Split.TRAIN, Exported.FULL, examples);

    assertThat(once.report().rows()).isBetween(2250L, 2350L);
    assertThat(once.report().given()).isEqualTo(1000);
    assertThat(again.report()).isEqualTo(once.report());
  }

  @Test
  void exampleWhoseWeightComesToNoCopyIsCounted() throws IOException {
    List<Example> examples =
        IntStream.range(0, 1000).mapToObj(i -> weighing("r" + i, 0.25)).toList();

    ExportReport report =
        Exported.of(folder, OPENAI, Split.TRAIN, Exported.FULL, examples).report();

    assertThat(report.rows()).isBetween(200L, 300L);
    assertThat(report.skipped()).isEqualTo(Map.of("weight", 1000 - report.rows()));
  }

  @Test
  void weightsCountInTrainingAlone() throws IOException {
    List<Example> examples = List.of(weighing("r1", 5), weighing("r2", 0.0001));
    ExportSettings ignoring = Exported.settings(Weights.IGNORE);

    for (Split split : Split.values()) {
      ExportSettings settings = split == Split.TRAIN ? ignoring : Exported.FULL;
      assertThat(Exported.of(folder, OPENAI, split, settings, examples).report().rows())
          .isEqualTo(2);
    }
  }

  @Test
  void whatAFormatCannotSayIsLeftOutAndCountedByReason() throws IOException {
    Example[] examples = {
      asked("?", "yes").dropped(new Drop("filters", "refusal", null)),
      asked("?", " "),
      TestExamples.of("r1", "no JSON", null, "yes", null),
      TestExamples.of("r1", "[]", null, "yes", null),
      TestExamples.of("r1", "[{\"role\":\"critic\",\"content\":\"?\"}]", null, "yes", null),
      TestExamples.of("r1", "[{\"role\":\"function\",\"content\":\"?\"}]", null, "yes", null),
      TestExamples.of("r1", user("?"), "[{\"type\":\"web_search\"}]", "yes", null),
      TestExamples.of("r1", user("?"), null, "", "{}"),
      TestExamples.of(
          "r1", user("?"), null, "", "[{\"type\":\"custom\",\"custom\":{\"name\":\"f\"}}]"),
      TestExamples.of("r1", user("?"), null, "", CALLS.replace("\"id\":\"call_1\",", "")),
      TestExamples.of(
          "r1", withLast("{\"role\":\"assistant\",\"content\":\"So\"}"), null, "yes", null),
      TestExamples.of("r1", withLast("{\"role\":\"tool\",\"content\":\"x\"}"), null, "yes", null),
      TestExamples.of(
          "r1", withPart("{\"type\":\"input_audio\",\"input_audio\":{}}"), null, "yes", null),
      TestExamples.of(
          "r1", withPart("{\"type\":\"tool_result\",\"content\":\"x\"}"), null, "yes", null),
      TestExamples.of(
          "r1", withPart("{\"type\":\"image_url\",\"image_url\":\"file:///x\"}"), null, "a", null),
      asked("?", "yes"),
    };

    ExportReport report = Exported.of(folder, OPENAI, examples).report();

    assertThat(report.rows()).isEqualTo(1);
    assertThat(report.skipped())
        .isEqualTo(
            Map.of(
                "dropped", 1L,
                "empty_answer", 1L,
                "messages", 2L,
                "role", 2L,
                "tools", 1L,
                "tool_calls", 2L,
                "tool_call_id", 2L,
                "prefilled", 1L,
                "part", 2L,
                "image", 1L));
  }

  @Test
  void textFormatsLeavePicturesOut() throws IOException {
    Example example =
        TestExamples.of(
            "r1",
            withPart("{\"type\":\"image_url\",\"image_url\":\"https://x\"}"),
            null,
            "a",
            null);

    for (ExportFormat format : ExportFormat.values()) {
      if (!format.isOfPairs() && format != OPENAI) {
        assertThat(Exported.of(folder, format, example).report().skipped())
            .as(format.word())
            .isEqualTo(Map.of("image", 1L));
      }
    }
    PreferencePair pair = pair(example.prompt().messages(), null);
    for (ExportFormat format : List.of(OPENAI_PREFERENCE, TRL_PREFERENCE)) {
      assertThat(Exported.ofPairs(folder, format, pair).report().skipped())
          .as(format.word())
          .isEqualTo(Map.of("image", 1L));
    }
  }

  @Test
  void shareGptLeavesOutWhatTurnsCannotSay() throws IOException {
    String twoAskings = withLast("{\"role\":\"user\",\"content\":\"And?\"}");
    String systemAsks =
        withLast(
            "{\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"system\",\"content\":\"s\"}");
    String brokenArguments = CALLS.replace("{\\\"city\\\":\\\"Oslo\\\"}", "oops");
    Example[] examples = {
      TestExamples.of("r1", twoAskings, null, "yes", null),
      TestExamples.of("r1", systemAsks, null, "yes", null),
      TestExamples.of(
          "r1", withLast("{\"role\":\"system\",\"content\":\"Now\"}"), null, "yes", null),
      TestExamples.of("r1", user("?"), null, "Let me see.", CALLS),
      TestExamples.of("r1", user("?"), null, "", brokenArguments),
    };

    assertThat(Exported.of(folder, SHAREGPT, examples).report().skipped())
        .isEqualTo(Map.of("turn_order", 3L, "text_with_tool_calls", 1L, "arguments", 1L));
    assertThat(Exported.of(folder, TRL_MESSAGES, examples).report().skipped())
        .isEqualTo(Map.of("arguments", 1L));
    assertThat(Exported.of(folder, OPENAI, examples).report().skipped()).isEmpty();
  }

  @Test
  void formatsOfPairsAndOfExamplesAreNotMixedUp() {
    Path file = folder.resolve("x");

    assertThatThrownBy(() -> Exports.ofExamples(TRL_PREFERENCE, Split.TRAIN, file, Exported.FULL))
        .hasMessage("trl-preference is not of examples");
    assertThatThrownBy(() -> Exports.ofPairs(OPENAI, Split.TRAIN, file, Exported.FULL))
        .hasMessage("openai is not of pairs");
    assertThat(file).doesNotExist();
  }

  @Test
  void emptyFileIsReportedToo() throws IOException {
    Exported exported = Exported.of(folder, OPENAI, Split.TEST_INDIST, Exported.FULL, List.of());

    assertThat(exported.report())
        .isEqualTo(
            new ExportReport(
                OPENAI,
                Split.TEST_INDIST,
                0,
                0,
                0,
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                Map.of(),
                0));
    assertThat(exported.report().fileName()).isEqualTo("openai/test-indist.jsonl");
  }

  private static String withLast(String message) {
    return "[{\"role\":\"user\",\"content\":\"?\"}," + message + "]";
  }

  private static String withPart(String part) {
    return "[{\"role\":\"user\",\"content\":[" + part + "]}]";
  }

  private static PreferencePair pair(String messages, @Nullable String tools) {
    return new PreferencePair(
        "p1",
        new Prompt(messages, tools, null, "?"),
        Reply.of("yes"),
        new Reply("", CALLS),
        PairSource.COMPARISON,
        0.5);
  }
}
