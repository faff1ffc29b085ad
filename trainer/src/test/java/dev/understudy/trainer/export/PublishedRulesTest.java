package dev.understudy.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.preference.PairSource;
import dev.understudy.trainer.preference.PreferencePair;
import dev.understudy.trainer.preference.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublishedRulesTest {
  private static final long SEED = 20260731;
  private static final ExportSettings SETTINGS = Exported.settings(Weights.IGNORE);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = ExportFormat.class,
      names = {"OPENAI", "TRL_PROMPT_COMPLETION", "TRL_MESSAGES", "SHAREGPT"})
  void everyRowOfExamplesKeepsThePublishedRules(ExportFormat format) throws IOException {
    List<Example> examples = new RandomExamples(SEED).some(2000);

    Exported exported = Exported.of(folder, format, Split.TRAIN, SETTINGS, examples);

    assertRowsKeepTheRules(exported);
    assertThat(exported.report().rows()).as("seed %d", SEED).isGreaterThan(800);
  }

  @ParameterizedTest
  @EnumSource(
      value = ExportFormat.class,
      names = {"OPENAI_PREFERENCE", "TRL_PREFERENCE"})
  void everyRowOfPairsKeepsThePublishedRules(ExportFormat format) throws IOException {
    PreferencePair[] pairs =
        new RandomExamples(SEED)
            .some(2000).stream().map(PublishedRulesTest::pair).toArray(PreferencePair[]::new);

    Exported exported = Exported.ofPairs(folder, format, pairs);

    assertRowsKeepTheRules(exported);
    assertThat(exported.report().rows()).as("seed %d", SEED).isGreaterThan(800);
  }

  @Test
  void rowsThatBreakTheRulesAreFoundOut() throws IOException {
    assertThat(
            PublishedRules.brokenBy(
                ExportFormat.OPENAI,
                """
                {"messages":[{"role":"user","content":"?"},{"role":"assistant","weight":0.5}],"id":1}
                """))
        .containsExactly(
            "knows no id",
            "assistant's content is required unless there are tool calls",
            "weight is 0 or 1");
    assertThat(
            PublishedRules.brokenBy(
                ExportFormat.SHAREGPT,
                """
                {"conversations":[{"from":"human","value":"?"},{"from":"human","value":"?"}]}
                """))
        .containsExactly("human and observation are at odd places, the others at even");
  }

  private static void assertRowsKeepTheRules(Exported exported) throws IOException {
    ExportReport report = exported.report();
    String text =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(exported.bytes())).toString();
    String[] lines = text.split("\n");
    assertThat(lines).hasSize((int) report.rows());
    for (String line : lines) {
      assertThat(PublishedRules.brokenBy(report.format(), line)).as("seed %d", SEED).isEmpty();
    }
    long skipped = report.skipped().values().stream().mapToLong(Long::longValue).sum();
    assertThat(report.rows() + skipped).isEqualTo(report.given());
    assertThat(report.replacedSurrogates()).isPositive();
  }

  private static PreferencePair pair(Example example) {
    Reply chosen = new Reply(example.target().answer(), example.target().toolCalls());
    return new PreferencePair(
        example.id(), example.prompt(), chosen, Reply.of("other"), PairSource.CORRECTION, null);
  }
}
