package dev.understudy.trainer.training.ablation;

import dev.understudy.trainer.page.Html;
import dev.understudy.trainer.page.Layout;
import dev.understudy.trainer.page.LineChart;
import dev.understudy.trainer.page.Page;
import dev.understudy.trainer.page.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report on an ablation as one page that loads nothing. It holds no texts of the traffic. */
public final class AblationPage {
  private static final int POINTS_OF_THE_LAW = 40;
  private static final double MOST_TIMES = 4;

  private final AblationReport report;
  private final Html html;

  private AblationPage(AblationReport report, Html html) {
    this.report = report;
    this.html = html;
  }

  /** The page, to be stored as UTF-8; the same report gives the same page. */
  public static String write(AblationReport report) {
    return Page.write(
        "How much data: " + report.name(), html -> new AblationPage(report, html).body());
  }

  private void body() {
    Layout layout = new Layout(html);
    html.in(
            "header",
            "",
            () -> {
              html.say("p", "eyebrow", "How much would more data bring?");
              html.in("h1", "", () -> html.say("bdi", "", report.name())).line();
              layout.facts(() -> layout.fact("Measured on", report.test()));
            })
        .line();
    html.in(
            "main",
            "",
            () -> {
              layout.section("curve", "Learning curve", "", this::curve);
              layout.section("steps", "What was measured", "", this::table);
            })
        .line();
  }

  private void curve() {
    new LineChart(html)
        .draw(
            "Accuracy by training rows",
            new LineChart.Axis(
                "training rows", true, rows -> String.format(Locale.ROOT, "%,.0f", rows)),
            new LineChart.Axis(
                "accuracy in percent", false, share -> String.format(Locale.ROOT, "%.1f", share)),
            lines());
    report.untrained().forEach(line -> html.say("p", "", line).line());
    report.answers().forEach(line -> html.say("p", "", line).line());
  }

  private List<LineChart.Line> lines() {
    List<LineChart.Line> lines = new ArrayList<>();
    List<LearningCurve.Step> steps = report.curve().steps();
    PowerLaw law = report.curve().law();
    if (law != null) {
      double from = steps.get(0).rows();
      LearningCurve.Step last = steps.get(steps.size() - 1);
      double to = last.rows() / last.share() * MOST_TIMES;
      List<LineChart.Dot> dots = new ArrayList<>();
      for (int i = 0; i <= POINTS_OF_THE_LAW; i++) {
        double rows = from * Math.pow(to / from, (double) i / POINTS_OF_THE_LAW);
        dots.add(new LineChart.Dot(rows, 100 * (1 - law.at(rows))));
      }
      lines.add(new LineChart.Line("fitted", dots, true));
    }
    lines.add(
        new LineChart.Line(
            "measured",
            report.ablated().measured().stream()
                .map(each -> new LineChart.Dot(each.rows(), 100 * (1 - each.error())))
                .toList(),
            false));
    for (LearningCurve.Forecast each : report.curve().forecasts()) {
      LearningCurve.Step last = steps.get(steps.size() - 1);
      double rows = last.rows() / last.share() * each.times();
      lines.add(
          new LineChart.Line(
              String.format(Locale.ROOT, "forecast, %.0f times the rows", each.times()),
              List.of(
                  new LineChart.Dot(rows, 100 * each.within().low()),
                  new LineChart.Dot(rows, 100 * each.accuracy()),
                  new LineChart.Dot(rows, 100 * each.within().high())),
              true));
    }
    return lines;
  }

  private void table() {
    Table table = new Table(html);
    table.of(
        () -> AblationReport.HEADS.forEach(table::headOfFigures),
        () -> report.cells().forEach(cells -> table.line("", () -> cells.forEach(table::figure))));
  }
}
