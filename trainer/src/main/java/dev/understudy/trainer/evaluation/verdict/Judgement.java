package dev.understudy.trainer.evaluation.verdict;

import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.figures.Comparison;
import dev.understudy.trainer.evaluation.figures.EvaluationReport;
import dev.understudy.trainer.evaluation.figures.Measured;
import dev.understudy.trainer.evaluation.figures.SystemFigures;
import dev.understudy.trainer.evaluation.verdict.Verdict.Finding;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Holds one requirement after the other against a report. */
final class Judgement {
  private static final String NOT_MEASURED = "nothing to measure it by";

  private final EvaluationReport report;
  private final SystemFigures subject;

  Judgement(EvaluationReport report) {
    this.report = report;
    this.subject = report.subjectFigures();
  }

  Finding rows(int least, boolean needsGold) {
    int rows = needsGold ? report.facts().goldRows() : report.facts().rows();
    String kind = needsGold ? "test rows with gold" : "test rows";
    return new Finding(rows >= least, "at least " + least + " " + kind, String.valueOf(rows));
  }

  Finding teacher(double margin) {
    String requirement =
        "accuracy of at least the teacher's less " + points(margin) + ", by the lower bound";
    Comparison comparison =
        report
            .first(Role.TEACHER)
            .flatMap(teacher -> report.comparison(report.subject(), teacher.system()))
            .orElse(null);
    if (comparison == null) {
      return new Finding(false, requirement, "no teacher that answered rows with gold");
    }
    return new Finding(
        comparison.accuracy().lowOrValue() >= -margin,
        requirement,
        "a difference of " + range(comparison.accuracy()));
  }

  Finding accuracy(double least) {
    return atLeast("accuracy", least, subject.accuracy());
  }

  Finding agreement(double least) {
    return atLeast("agreement with the teacher", least, subject.agreement());
  }

  private static Finding atLeast(String name, double least, @Nullable Measured figure) {
    String requirement = name + " of at least " + number(least) + " by the lower bound";
    return figure == null
        ? new Finding(false, requirement, NOT_MEASURED)
        : new Finding(figure.lowOrValue() >= least, requirement, range(figure));
  }

  Finding calibration(double most) {
    String requirement = "calibration error of at most " + number(most);
    SystemFigures.CalibrationFigures calibration = subject.calibration();
    return calibration == null
        ? new Finding(false, requirement, "no confidences")
        : new Finding(
            calibration.error().value() <= most, requirement, number(calibration.error().value()));
  }

  List<Finding> recalls(double least) {
    SystemFigures.ClassFigures classes = subject.classes();
    if (classes == null) {
      return List.of(
          new Finding(false, "recall of at least " + number(least) + " per label", NOT_MEASURED));
    }
    return classes.labels().stream()
        .filter(label -> label.gold() > 0)
        .map(label -> recall(label, least))
        .toList();
  }

  private static Finding recall(SystemFigures.LabelFigures label, double least) {
    String requirement =
        "recall of at least %s for label '%s'".formatted(number(least), label.label());
    Measured recall = label.recall();
    return recall == null
        ? new Finding(false, requirement, NOT_MEASURED)
        : new Finding(
            recall.value() >= least,
            requirement,
            "%s of %d rows".formatted(number(recall.value()), label.gold()));
  }

  List<Finding> baselines() {
    return report.systems().stream()
        .filter(each -> each.role() == Role.BASELINE)
        .map(each -> baseline(each.system()))
        .toList();
  }

  private Finding baseline(String name) {
    String requirement = "accuracy above that of '" + name + "' by the lower bound";
    return report
        .comparison(report.subject(), name)
        .map(
            each ->
                new Finding(
                    each.accuracy().lowOrValue() > 0,
                    requirement,
                    "a difference of " + range(each.accuracy())))
        .orElseGet(() -> new Finding(false, requirement, NOT_MEASURED));
  }

  private static String range(Measured figure) {
    return figure.low() == null || figure.high() == null
        ? number(figure.value())
        : "%s (%s to %s)"
            .formatted(number(figure.value()), number(figure.low()), number(figure.high()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String points(double margin) {
    return String.format(Locale.ROOT, "%.1f points", 100 * margin);
  }
}
