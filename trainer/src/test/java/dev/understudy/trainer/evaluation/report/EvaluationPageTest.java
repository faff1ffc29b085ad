package dev.understudy.trainer.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.Slices;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.figures.Evaluation;
import dev.understudy.trainer.evaluation.figures.EvaluationReport;
import dev.understudy.trainer.evaluation.figures.EvaluationSettings;
import dev.understudy.trainer.evaluation.figures.Sets;
import dev.understudy.trainer.evaluation.interval.Bootstrap;
import dev.understudy.trainer.evaluation.verdict.Requirements;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class EvaluationPageTest {
  private static final EvaluationSettings QUICK =
      new EvaluationSettings(new Bootstrap(200, 1, 0.95), null, 20);

  @Test
  void pageTellsTheVerdictAndAllFigures() throws Exception {
    EvaluationReport report = Evaluation.of(Sets.seeded(150, 3), QUICK);

    String text = text(EvaluationPage.write(report, Requirements.DEFAULT.judge(report), null));

    assertThat(text)
        .contains(
            "Not yet",
            "at least 200 test rows with gold",
            "found 150",
            "toxicity-7 (student)",
            "gpt-4 (teacher)",
            "majority (baseline)",
            "Confusion of toxicity-7",
            "Is it right as often as it says?",
            "93% to 100%",
            "too few rows");
  }

  @Test
  void pageLoadsNothingAndRunsNothing() throws Exception {
    EvaluationReport report = Evaluation.of(Sets.seeded(60, 3), QUICK);

    String page = EvaluationPage.write(report, null, null);

    assertThat(page).doesNotContain("//", "url(", "@import", "<script", "<a ", "src=");
    assertThat(page).contains("prefers-color-scheme: dark").doesNotContain("Not yet");
    assertThat(page).isEqualTo(EvaluationPage.write(report, null, null));
  }

  @Test
  void hostileNamesAndLabelsStayTexts() throws Exception {
    String hostile = "</td><script>alert('1')</script>&";
    TestSystem student = new TestSystem(hostile, Role.STUDENT);
    List<TestRow> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      rows.add(
          new TestRow(
              "row " + i,
              "?",
              hostile,
              null,
              Map.of(hostile, Answered.labelled("x", hostile)),
              new Slices(hostile, null, null, null)));
    }

    String page =
        EvaluationPage.write(
            Evaluation.of(new TestSet(hostile, List.of(student), rows), QUICK), null, null);

    Document read = parsed(page);
    assertThat(read.getElementsByTagName("script").getLength()).isZero();
    assertThat(read.getDocumentElement().getTextContent()).contains(hostile);
  }

  private static String text(String page) throws Exception {
    return parsed(page).getDocumentElement().getTextContent();
  }

  private static Document parsed(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page.replace("<!DOCTYPE html>", ""))));
  }
}
