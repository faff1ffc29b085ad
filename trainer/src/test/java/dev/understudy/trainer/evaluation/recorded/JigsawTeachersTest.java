package dev.understudy.trainer.evaluation.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.diff.label.LabelSettings;
import dev.understudy.trainer.JigsawData;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.figures.Comparison;
import dev.understudy.trainer.evaluation.figures.Evaluation;
import dev.understudy.trainer.evaluation.figures.EvaluationReport;
import dev.understudy.trainer.evaluation.figures.EvaluationSettings;
import dev.understudy.trainer.evaluation.figures.Measured;
import dev.understudy.trainer.evaluation.figures.SystemFigures;
import dev.understudy.trainer.evaluation.report.EvaluationMarkdown;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Two real teachers and two prompts on the same 220 comments. */
class JigsawTeachersTest {
  private static final List<String> LABELS = List.of("0", "1");

  @Test
  void teachersAndPromptsStandSideBySide() throws Exception {
    EvaluationReport report = Evaluation.of(teachers(), EvaluationSettings.DEFAULT);

    assertThat(report.facts().goldRows()).isEqualTo(220);
    assertThat(report.systems())
        .extracting(each -> Math.round(220 * accuracy(each).value()))
        .containsExactly(200L, 185L, 146L);
    assertThat(accuracy(report.systems().get(0)).lowOrValue()).isBetween(0.86, 0.87);
    Comparison prompts = report.comparison("gpt-3.5 simple", "gpt-3.5 cot").orElseThrow();
    assertThat(prompts.onlyFirst() - prompts.onlySecond()).isEqualTo(185 - 146);
    assertThat(prompts.p()).isLessThan(0.001);
    Comparison models = report.comparison("gpt-4 simple", "gpt-3.5 simple").orElseThrow();
    assertThat(models.p()).isLessThan(0.05);
    assertThat(outputTokens(report.systems().get(2)))
        .isGreaterThan(5 * outputTokens(report.systems().get(1)));
    assertThat(EvaluationMarkdown.write(report, null, null))
        .contains("| accuracy against gold, % ", "90.9 (86.4–94.0)", "| tokens in ");
  }

  private static long outputTokens(SystemFigures system) {
    return Objects.requireNonNull(system.tokens()).output();
  }

  private static Measured accuracy(SystemFigures system) {
    return Objects.requireNonNull(system.accuracy());
  }

  private static TestSet teachers() throws Exception {
    JigsawData data = JigsawData.orSkip();
    String simple = data.text("simple_prompt.txt");
    String steps = data.text("cot_prompt.txt");
    List<RecordedSystem> systems =
        List.of(
            system(data, "gpt-4 simple", "gpt4", "simple_prompt", "gpt-4", simple),
            system(data, "gpt-3.5 simple", "gpt35", "simple_prompt", "gpt-3.5-turbo", simple),
            system(data, "gpt-3.5 cot", "gpt35", "cot_prompt", "gpt-3.5-turbo", steps));
    List<TestRow> rows =
        new RecordedAnswers(
                new RecordedColumns("id", "comment_text", "is_bad", null),
                LabelReader.of(new LabelSettings(new LabelSettings.Json("/is_bad"), LABELS)),
                new GoldLabels(LABELS))
            .rows(systems.get(0).file(), systems);
    return new TestSet("test.indist", systems.stream().map(RecordedSystem::system).toList(), rows);
  }

  private static RecordedSystem system(
      JigsawData data, String name, String file, String column, String model, String prompt) {
    return new RecordedSystem(
        new TestSystem(name, Role.TEACHER),
        data.folder().resolve("test.indist." + file + ".csv"),
        column,
        model,
        new InputPrompt(prompt));
  }
}
