package dev.understudy.trainer.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.figures.Evaluation;
import dev.understudy.trainer.evaluation.figures.EvaluationReport;
import dev.understudy.trainer.evaluation.figures.EvaluationSettings;
import dev.understudy.trainer.evaluation.figures.Sets;
import dev.understudy.trainer.evaluation.interval.Bootstrap;
import dev.understudy.trainer.evaluation.verdict.Requirements;
import dev.understudy.trainer.evaluation.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationWritersTest {
  private static final EvaluationSettings QUICK =
      new EvaluationSettings(new Bootstrap(200, 1, 0.95), null, 20);
  private static final EvaluationReport REPORT = Evaluation.of(Sets.seeded(600, 3), QUICK);
  private static final Verdict VERDICT = Requirements.DEFAULT.judge(REPORT);

  @Test
  void jsonBeginsWithTheAccuracyAndHoldsTheReport() throws IOException {
    String json = EvaluationJson.write(REPORT, VERDICT, null);

    assertThat(json)
        .startsWith("{\n  \"accuracy\" : 0.883333,\n  \"format\" : 1,\n")
        .endsWith("}\n");
    JsonNode read = new JsonMapper().readTree(json);
    assertThat(read.at("/verdict/word").asText()).isEqualTo("fit");
    assertThat(read.at("/report/facts/gold_rows").asInt()).isEqualTo(600);
    assertThat(read.at("/report/systems/0/role").asText()).isEqualTo("student");
    assertThat(read.at("/report/systems/1/calibration").isNull()).isTrue();
    assertThat(read.at("/report/systems/0/classes/labels/0/answers").size()).isEqualTo(3);
    assertThat(read.at("/report/systems/0/calibration/bins").size()).isEqualTo(15);
    assertThat(json).isEqualTo(EvaluationJson.write(REPORT, VERDICT, null));
  }

  @Test
  void jsonOfASetWithoutGoldHasNoAccuracy() {
    TestSystem student = new TestSystem("student", Role.STUDENT);
    TestRow row = TestRow.of("1", "?", null, Map.of("student", Answered.text("hm")));
    EvaluationReport report =
        Evaluation.of(new TestSet("set", List.of(student), List.of(row)), QUICK);

    assertThat(EvaluationJson.write(report, null, null)).startsWith("{\n  \"accuracy\" : null,\n");
  }

  @Test
  void markdownShowsSystemsSideBySide() {
    String markdown = EvaluationMarkdown.write(REPORT, VERDICT, null);

    assertThat(markdown)
        .startsWith(
            """
            # Evaluation on test_balanced

            **toxicity-7: fit**

            * met: at least 200 test rows with gold required, found 600
            """);
    assertThat(markdown.lines().filter(line -> line.startsWith("| accuracy against gold")))
        .containsExactly(
            "| accuracy against gold, %      |     88.3 (85.5–90.7) | 80.3 (77.0–83.3) |"
                + "    50.5 (46.5–54.5) |");
    assertThat(markdown).contains("## Pairs on the same rows", "## Slices by accuracy");
    assertThat(markdown.lines().filter(line -> line.contains("rare")))
        .singleElement()
        .asString()
        .contains("too few rows");
  }

  @Test
  void tablesLineUp() {
    List<String> table =
        EvaluationMarkdown.write(REPORT, null, null)
            .lines()
            .dropWhile(line -> !line.equals("## Systems"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();

    assertThat(table).hasSizeGreaterThan(5);
    assertThat(table).extracting(String::length).containsOnly(table.get(0).length());
  }

  @Test
  void namesFromTrafficCannotBreakATable() {
    TestSystem student = new TestSystem("a|b\n<script>", Role.STUDENT);
    TestRow row =
        TestRow.of("1", "?", "x|y", Map.of(student.name(), Answered.labelled("x", "x|y")));
    EvaluationReport report =
        Evaluation.of(new TestSet("set", List.of(student), List.of(row)), QUICK);

    assertThat(EvaluationMarkdown.write(report, null, null))
        .contains("| a\\|b \\<script> (student) |", "| x\\|y  |")
        .doesNotContain("a|b", "x|y", "|<script");
  }
}
