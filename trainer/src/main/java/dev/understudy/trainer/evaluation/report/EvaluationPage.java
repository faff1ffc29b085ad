package dev.understudy.trainer.evaluation.report;

import static dev.understudy.trainer.page.Numbers.grouped;

import dev.understudy.trainer.evaluation.figures.EvaluationReport;
import dev.understudy.trainer.evaluation.figures.Measured;
import dev.understudy.trainer.evaluation.figures.SystemFigures;
import dev.understudy.trainer.evaluation.judge.Judged;
import dev.understudy.trainer.evaluation.metric.Calibration;
import dev.understudy.trainer.evaluation.report.Lines.Grid;
import dev.understudy.trainer.evaluation.verdict.Verdict;
import dev.understudy.trainer.page.Charts;
import dev.understudy.trainer.page.Html;
import dev.understudy.trainer.page.Layout;
import dev.understudy.trainer.page.Page;
import dev.understudy.trainer.page.Table;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report as one page of HTML. It holds no texts of the traffic, but its labels and names. */
public final class EvaluationPage {
  private static final int SHOWN_LABELS = 20;
  private static final int SHADES = 5;

  private final EvaluationReport report;
  private final @Nullable Verdict verdict;
  private final @Nullable Judged judged;
  private final Html html;
  private final Layout layout;
  private final Table table;
  private final Charts charts;
  private final Lines lines;

  private EvaluationPage(
      EvaluationReport report, @Nullable Verdict verdict, @Nullable Judged judged, Html html) {
    this.report = report;
    this.verdict = verdict;
    this.judged = judged;
    this.html = html;
    this.layout = new Layout(html);
    this.table = new Table(html);
    this.charts = new Charts(html);
    this.lines = new Lines(report);
  }

  /** The page, to be stored as UTF-8; the same report gives the same page. */
  public static String write(
      EvaluationReport report, @Nullable Verdict verdict, @Nullable Judged judged) {
    return Page.write(
        "Evaluation: " + report.subject(),
        html -> new EvaluationPage(report, verdict, judged, html).body());
  }

  private void body() {
    html.in("header", "", this::header).line();
    html.in("main", "", this::sections).line();
  }

  private void header() {
    EvaluationReport.Facts facts = report.facts();
    html.say("p", "eyebrow", "Evaluation on frozen test rows");
    html.in("h1", "", () -> html.say("bdi", "", report.subject())).line();
    layout.facts(
        () -> {
          layout.fact("Test set", facts.name());
          layout.fact("Rows", grouped(facts.rows()));
          layout.fact("With gold", grouped(facts.goldRows()));
          layout.fact("Intervals", Cells.level(facts.level()));
          layout.fact("Resamples", grouped(facts.resamples()) + ", seed " + facts.seed());
          layout.fact("Rows' digest", facts.digest().substring(0, 12));
        });
  }

  private void sections() {
    if (verdict != null) {
      verdict(verdict);
    }
    grid(
        "systems",
        "Systems side by side",
        "All were asked the same rows. In brackets: where the figure lies, with a confidence of "
            + Cells.level(report.facts().level())
            + ".",
        lines.systems());
    if (!report.comparisons().isEmpty()) {
      grid(
          "pairs",
          "Pairs on the same rows",
          "The first less the second, resampled in pairs; McNemar's exact test asks whether so"
              + " large a difference could be chance.",
          lines.comparisons());
    }
    if (judged != null) {
      grid("judge", JudgedLines.heading(judged), JudgedLines.LEAD, JudgedLines.of(judged));
    }
    SystemFigures subject = report.subjectFigures();
    if (subject.classes() != null) {
      labels(subject.classes());
    }
    if (subject.calibration() != null) {
      calibration(subject.calibration());
    }
    if (!report.slices().isEmpty()) {
      grid(
          "slices",
          "Slices",
          "Rows alike in something, by %s; where %s is worst comes first. Of many slices some look bad by chance."
              .formatted(report.slices().get(0).measure(), report.subject()),
          lines.slices());
    }
  }

  private void verdict(Verdict verdict) {
    layout.section(
        "verdict",
        verdict.isFit() ? "Fit" : "Not yet",
        verdict.isFit() ? "All that was required is met." : "",
        () -> verdict.findings().forEach(this::finding));
  }

  private void finding(Verdict.Finding finding) {
    html.in(
            "div",
            finding.isMet() ? "warning met" : "warning serious",
            () -> {
              html.say("span", "badge", finding.isMet() ? "Met" : "Not met");
              html.in(
                  "div",
                  "",
                  () -> {
                    html.with("p", () -> html.text(finding.requirement()), "dir", "auto");
                    html.say("p", "remedy", "found " + finding.found());
                  });
            })
        .line();
  }

  private void grid(String id, String heading, String lead, Grid grid) {
    layout.section(id, heading, lead, () -> grid(grid));
  }

  private void grid(Grid grid) {
    table.of(
        () -> {
          for (int i = 0; i < grid.head().size(); i++) {
            html.say("th", i == 0 ? "" : "n", grid.head().get(i));
          }
        },
        () -> grid.lines().forEach(line -> table.line("", () -> cells(line))));
  }

  private void cells(List<String> line) {
    table.name(line.get(0));
    line.stream().skip(1).forEach(table::figure);
  }

  private void labels(SystemFigures.ClassFigures classes) {
    if (classes.labels().size() > SHOWN_LABELS) {
      layout.section(
          "labels",
          "Labels",
          "Too many to show, %s: see the report as JSON."
              .formatted(grouped(classes.labels().size())),
          () -> {});
      return;
    }
    grid("labels", "Labels of " + report.subject(), "", Lines.labels(classes));
    layout.section(
        "confusion",
        "Confusion of " + report.subject(),
        "What was answered to rows of each gold label; shades are shares of the line.",
        () -> confusion(classes));
  }

  private void confusion(SystemFigures.ClassFigures classes) {
    table.of(
        () -> {
          table.head("gold says, answered →");
          classes.labels().forEach(each -> table.headOfFigures(each.label()));
          table.headOfFigures("no label");
        },
        () -> {
          for (int i = 0; i < classes.labels().size(); i++) {
            SystemFigures.LabelFigures label = classes.labels().get(i);
            int own = i;
            if (label.gold() > 0) {
              table.line("", () -> counts(label, own));
            }
          }
        });
  }

  private void counts(SystemFigures.LabelFigures label, int own) {
    table.name(label.label());
    for (int answer = 0; answer < label.answers().size(); answer++) {
      long rows = label.answers().get(answer);
      html.say(
          "td",
          "n " + (answer == own ? "right" : "wrong") + shade(rows, label.gold()),
          grouped(rows));
    }
  }

  private static long shade(long rows, long all) {
    return rows == 0 ? 0 : Math.max(1, Math.round((double) SHADES * rows / all));
  }

  private void calibration(SystemFigures.CalibrationFigures calibration) {
    Measured error = calibration.error();
    layout.section(
        "calibration",
        "Is it right as often as it says?",
        "Expected calibration error %s over %s rows that have gold and a confidence."
            .formatted(Cells.small(error), grouped(error.rows())),
        () -> {
          layout.panel(
              "How sure it was",
              () ->
                  charts.columns(
                      "Rows by confidence",
                      calibration.bins().stream().map(EvaluationPage::column).toList()));
          grid(
              new Grid(
                  List.of("confidence", "rows", "mean confidence, %", "right, %"),
                  calibration.bins().stream()
                      .filter(bin -> bin.rows() > 0)
                      .map(EvaluationPage::line)
                      .toList()));
        });
  }

  private static Charts.Column column(Calibration.Bin bin) {
    return new Charts.Column(
        percent(bin.above()), bin.rows(), 0, range(bin) + ": " + grouped(bin.rows()) + " rows");
  }

  private static List<String> line(Calibration.Bin bin) {
    return List.of(
        range(bin),
        grouped(bin.rows()),
        Cells.plain(bin.confidence()),
        Cells.plain(bin.accuracy()));
  }

  private static String range(Calibration.Bin bin) {
    return percent(bin.above()) + " to " + percent(bin.upTo());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }
}
