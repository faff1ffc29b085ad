package dev.understudy.trainer.evaluation.verdict;

import dev.understudy.trainer.evaluation.figures.EvaluationReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a student must show to deserve traffic. Null means that it need not show it. Where a figure
 * has an interval, its unfavourable end counts, so that few test rows never make a student fit.
 *
 * @param minRows the least rows with gold, at least 1; rows altogether where no accuracy is
 *     required
 * @param teacherMargin how much less accurate than the teacher it may be, within [0, 1]
 * @param minAccuracy the least accuracy, within [0, 1]
 * @param minAgreement the least agreement with the teacher, within [0, 1]
 * @param maxCalibrationError the largest expected calibration error, within [0, 1]; as measured, as
 *     resampling overstates it
 * @param minRecall the least recall of every label, within [0, 1]; as measured, as rare labels have
 *     few rows
 * @param beatsBaselines whether it must be more accurate than every baseline
 */
public record Requirements(
    int minRows,
    @Nullable Double teacherMargin,
    @Nullable Double minAccuracy,
    @Nullable Double minAgreement,
    @Nullable Double maxCalibrationError,
    @Nullable Double minRecall,
    boolean beatsBaselines) {
  /**
   * At least 200 rows, at most two points below the teacher, better than baselines, a calibration
   * error of at most 0.1.
   */
  public static final Requirements DEFAULT =
      new Requirements(200, 0.02, null, null, 0.1, null, true);

  public Requirements {
    if (minRows < 1) {
      throw new IllegalArgumentException("min_rows must be at least 1, got " + minRows);
    }
    requireShare("teacher_margin", teacherMargin);
    requireShare("min_accuracy", minAccuracy);
    requireShare("min_agreement", minAgreement);
    requireShare("max_calibration_error", maxCalibrationError);
    requireShare("min_recall", minRecall);
  }

  private static void requireShare(String name, @Nullable Double value) {
    if (value != null && !(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be within [0, 1], got " + value);
    }
  }

  /** What the subject of a report shows of all this. */
  public Verdict judge(EvaluationReport report) {
    Judgement judgement = new Judgement(report);
    List<Verdict.Finding> findings = new ArrayList<>();
    findings.add(judgement.rows(minRows, needsGold()));
    if (teacherMargin != null) {
      findings.add(judgement.teacher(teacherMargin));
    }
    if (minAccuracy != null) {
      findings.add(judgement.accuracy(minAccuracy));
    }
    if (minAgreement != null) {
      findings.add(judgement.agreement(minAgreement));
    }
    if (maxCalibrationError != null) {
      findings.add(judgement.calibration(maxCalibrationError));
    }
    if (minRecall != null) {
      findings.addAll(judgement.recalls(minRecall));
    }
    if (beatsBaselines) {
      findings.addAll(judgement.baselines());
    }
    return new Verdict(findings);
  }

  private boolean needsGold() {
    return teacherMargin != null || minAccuracy != null || minRecall != null || beatsBaselines;
  }
}
