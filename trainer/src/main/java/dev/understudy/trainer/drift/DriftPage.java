package dev.understudy.trainer.drift;

import dev.understudy.diff.drift.DriftAlarm;
import dev.understudy.diff.drift.Feature;
import dev.understudy.diff.drift.FeatureProfile;
import dev.understudy.trainer.page.Html;
import dev.understudy.trainer.page.Layout;
import dev.understudy.trainer.page.LineChart;
import dev.understudy.trainer.page.Numbers;
import dev.understudy.trainer.page.Page;
import dev.understudy.trainer.page.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A report on drift as one page that loads nothing. */
final class DriftPage {
  private final DriftReport report;
  private final Html html;
  private final Layout layout;

  private DriftPage(DriftReport report, Html html) {
    this.report = report;
    this.html = html;
    this.layout = new Layout(html);
  }

  /** The page, to be stored as UTF-8; the same report gives the same page. */
  static String write(DriftReport report) {
    return Page.write("Drift: " + report.route(), html -> new DriftPage(report, html).body());
  }

  private void body() {
    html.in("header", "", this::head).line();
    html.in(
            "main",
            "",
            () -> {
              layout.section(
                  "time",
                  "Over time",
                  "The population stability index (PSI) of each "
                      + report.period()
                      + " (UTC) against the training set: below 0.1 people call requests the same,"
                      + " above 0.25 others.",
                  this::time);
              layout.section("features", "Features", "", this::features);
              layout.section(
                  "bins",
                  "Side by side",
                  "How training rows and captured requests are spread.",
                  () -> layout.columns(this::spreads));
            })
        .line();
  }

  private void head() {
    html.say("p", "eyebrow", "Are requests still like those the student was trained on?");
    html.in("h1", "", () -> html.say("bdi", "", report.route())).line();
    report.answers().forEach(line -> html.say("p", "lead", line).line());
    layout.tiles(
        () -> {
          DriftAlarm alarm = report.status().alarm();
          layout.tile("requests", Numbers.grouped(report.requests()), "captured");
          layout.tile("rows", Numbers.grouped(report.profile().rows()), "of the training set");
          layout.tile(
              "alarm",
              alarm == null ? "none" : "at " + Numbers.grouped(alarm.requests()),
              alarm == null ? "" : alarm.feature().word());
          layout.tile(
              "unlike training",
              Numbers.percent(report.kept(), report.requests()),
              "better left to the teacher");
        });
  }

  private List<Feature> known() {
    return report.profile().features().keySet().stream()
        .filter(feature -> report.known(feature) > 0)
        .toList();
  }

  private void time() {
    List<LineChart.Line> lines = new ArrayList<>();
    for (Feature feature : known()) {
      List<LineChart.Dot> dots =
          report.periods().stream()
              .map(
                  period ->
                      new LineChart.Dot(
                          period.from().getEpochSecond(),
                          Objects.requireNonNull(period.psi().get(feature))))
              .toList();
      lines.add(new LineChart.Line(feature.word(), dots, true));
    }
    Instant alarm = report.alarmedAt();
    if (alarm != null) {
      double most = report.periods().stream().mapToDouble(Period::most).max().orElse(1);
      lines.add(
          new LineChart.Line(
              "alarm",
              List.of(
                  new LineChart.Dot(alarm.getEpochSecond(), 0),
                  new LineChart.Dot(alarm.getEpochSecond(), most)),
              true));
    }
    new LineChart(html)
        .draw(
            "PSI over time",
            new LineChart.Axis("time (UTC)", false, DriftPage::moment),
            new LineChart.Axis("PSI", false, DriftReport::decimal),
            lines);
  }

  private static String moment(double epochSecond) {
    // To the minute, such as 2026-01-31 22:10.
    return Instant.ofEpochSecond((long) epochSecond).toString().substring(0, 16).replace('T', ' ');
  }

  private void features() {
    Table table = new Table(html);
    table.of(
        () -> {
          table.head("feature");
          List.of("PSI", "by chance", "highest in a " + report.period(), "capital")
              .forEach(table::headOfFigures);
        },
        () ->
            known()
                .forEach(
                    feature ->
                        table.line(
                            "",
                            () -> {
                              table.text("", feature.word());
                              table.figure(DriftReport.decimal(report.psi(feature)));
                              table.figure(DriftReport.decimal(report.byChance(feature)));
                              table.figure(DriftReport.decimal(report.highest(feature)));
                              table.figure(report.capital(feature));
                            })));
  }

  private void spreads() {
    known().forEach(feature -> layout.panel(feature.word(), () -> spread(feature)));
  }

  private void spread(Feature feature) {
    FeatureProfile spread = Objects.requireNonNull(report.profile().features().get(feature));
    List<Long> observed = report.observed(feature);
    Table table = new Table(html);
    table.of(
        () -> {
          table.head("");
          table.headOfFigures("training");
          table.headOfFigures("captured");
        },
        () -> {
          for (int i = 0; i < observed.size(); i++) {
            int bin = i;
            table.line(
                "",
                () -> {
                  table.name(spread.bin(bin));
                  table.figure(Numbers.percent(spread.counts().get(bin), spread.counted()));
                  table.figure(Numbers.percent(observed.get(bin), report.known(feature)));
                });
          }
        });
  }
}
