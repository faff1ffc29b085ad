package dev.understudy.trainer.evaluation.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.figures.Evaluation;
import dev.understudy.trainer.evaluation.figures.EvaluationReport;
import dev.understudy.trainer.evaluation.figures.EvaluationSettings;
import dev.understudy.trainer.evaluation.figures.Sets;
import dev.understudy.trainer.evaluation.interval.Bootstrap;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequirementsTest {
  private static final EvaluationSettings QUICK =
      new EvaluationSettings(new Bootstrap(200, 1, 0.95), null, 20);
  private static final Requirements ALL = new Requirements(500, 0.01, 0.85, 0.6, 0.05, 0.85, true);

  @Test
  void studentThatIsBetterThanItsTeacherIsFit() {
    Verdict verdict = ALL.judge(report(600));

    assertThat(verdict.reasons()).isEmpty();
    assertThat(verdict.findings()).hasSize(8);
    assertThat(verdict.word()).isEqualTo("fit");
    assertThat(verdict.exitStatus()).isZero();
  }

  @Test
  void fewRowsNeverMakeAStudentFit() {
    Verdict verdict = Requirements.DEFAULT.judge(report(40));

    assertThat(verdict.word()).isEqualTo("not yet");
    assertThat(verdict.exitStatus()).isEqualTo(1);
    assertThat(lines(verdict))
        .first()
        .isEqualTo("at least 200 test rows with gold required, found 40");
  }

  @Test
  void everyReasonSaysWhatWasRequiredAndFound() {
    Requirements strict = new Requirements(601, 0.0, 0.95, 0.99, 0.001, 0.99, false);

    Verdict verdict = strict.judge(report(600));

    assertThat(lines(verdict))
        .containsExactly(
            "at least 601 test rows with gold required, found 600",
            "accuracy of at least 0.950 by the lower bound required, found 0.883 (0.855 to 0.907)",
            "agreement with the teacher of at least 0.990 by the lower bound required, found 0.740"
                + " (0.703 to 0.773)",
            "calibration error of at most 0.001 required, found 0.017",
            "recall of at least 0.990 for label '0' required, found 0.891 of 303 rows",
            "recall of at least 0.990 for label '1' required, found 0.875 of 297 rows");
  }

  @Test
  void marginIsHeldByTheLowerBoundOfThePairedDifference() {
    EvaluationReport report = report(120);
    double low =
        report
            .comparison(Sets.STUDENT.name(), Sets.TEACHER.name())
            .orElseThrow()
            .accuracy()
            .lowOrValue();
    // at this size the student is ahead, but not surely
    assertThat(low).isBetween(-0.2, 0.0);

    assertThat(withMargin(-low + 0.001).judge(report).isFit()).isTrue();
    assertThat(withMargin(-low - 0.001).judge(report).isFit()).isFalse();
  }

  @Test
  void whatCannotBeMeasuredIsNotMet() {
    EvaluationReport baselineAlone =
        Evaluation.of(
            new TestSet("set", List.of(Sets.BASELINE), Sets.seeded(300, 1).rows()), QUICK);

    Verdict verdict = new Requirements(10, 0.1, null, 0.5, 0.1, null, false).judge(baselineAlone);

    assertThat(lines(verdict))
        .containsExactly(
            "accuracy of at least the teacher's less 10.0 points, by the lower bound required,"
                + " found no teacher that answered rows with gold",
            "agreement with the teacher of at least 0.500 by the lower bound required, found"
                + " nothing to measure it by",
            "calibration error of at most 0.100 required, found no confidences");
  }

  @Test
  void requirementsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Requirements(0, null, null, null, null, null, false))
        .hasMessage("min_rows must be at least 1, got 0");
    assertThatThrownBy(() -> withMargin(2))
        .hasMessage("teacher_margin must be within [0, 1], got 2.0");
  }

  private static Requirements withMargin(double margin) {
    return new Requirements(10, margin, null, null, null, null, false);
  }

  private static EvaluationReport report(int rows) {
    return Evaluation.of(Sets.seeded(rows, 3), QUICK);
  }

  private static List<String> lines(Verdict verdict) {
    return verdict.reasons().stream().map(Verdict.Finding::line).toList();
  }
}
