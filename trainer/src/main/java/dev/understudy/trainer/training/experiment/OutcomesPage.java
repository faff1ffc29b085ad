package dev.understudy.trainer.training.experiment;

import dev.understudy.trainer.page.Html;
import dev.understudy.trainer.page.Layout;
import dev.understudy.trainer.page.LineChart;
import dev.understudy.trainer.page.Page;
import dev.understudy.trainer.page.Table;
import dev.understudy.trainer.training.TrainingWatch.Point;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Outcomes as one page that loads nothing. It holds no texts of the traffic. */
public final class OutcomesPage {
  private final Outcomes outcomes;
  private final Html html;
  private final Layout layout;

  private OutcomesPage(Outcomes outcomes, Html html) {
    this.outcomes = outcomes;
    this.html = html;
    this.layout = new Layout(html);
  }

  /** The page, to be stored as UTF-8; the same outcomes give the same page. */
  public static String write(Outcomes outcomes) {
    return Page.write(
        "Experiment: " + outcomes.name(), html -> new OutcomesPage(outcomes, html).body());
  }

  private void body() {
    html.in(
            "header",
            "",
            () -> {
              html.say("p", "eyebrow", "Experiment, measured on the validation part");
              html.in("h1", "", () -> html.say("bdi", "", outcomes.name())).line();
              layout.facts(
                  () -> {
                    layout.fact("Best first, by", outcomes.by().word().replace('_', ' '));
                    outcomes
                        .untrained()
                        .forEach((setting, why) -> layout.fact("Could not be trained", setting));
                  });
            })
        .line();
    html.in(
            "main",
            "",
            () -> {
              layout.section(
                  "settings",
                  "Settings",
                  "Means over seeds, ± the standard deviation between them; in percent, but for"
                      + " losses. Validation rows have chosen among these settings: what the best"
                      + " is worth, a test has to tell.",
                  this::table);
              layout.section(
                  "curves",
                  "Learning curves",
                  "Of the first seed of each of the best settings.",
                  this::curves);
            })
        .line();
  }

  private void table() {
    Table table = new Table(html);
    List<String> heads = outcomes.heads();
    table.of(
        () -> {
          table.head(heads.get(0));
          heads.subList(1, heads.size()).forEach(table::headOfFigures);
        },
        () -> {
          for (Outcome each : outcomes.all()) {
            List<String> cells = outcomes.cells(each);
            table.line(
                "",
                () -> {
                  table.name(cells.get(0));
                  cells.subList(1, cells.size()).forEach(table::figure);
                });
          }
        });
  }

  private void curves() {
    layout.columns(
        () -> {
          layout.panel("validation loss", () -> curve(Point::validationLoss, 1, "%.3f"));
          layout.panel(
              "right in the validation part, in percent",
              () -> curve(Point::validationAccuracy, 100, "%.1f"));
          layout.panel("training loss", () -> curve(Point::trainLoss, 1, "%.3f"));
        });
  }

  private void curve(ToDoubleFunction<Point> figure, double times, String format) {
    new LineChart(html)
        .draw(
            "Learning curves",
            new LineChart.Axis("steps", false, step -> String.format(Locale.ROOT, "%.0f", step)),
            new LineChart.Axis(
                "figure", false, number -> String.format(Locale.ROOT, format, number)),
            outcomes.all().stream()
                .filter(each -> !each.runs().get(0).curve().isEmpty())
                .limit(LineChart.COLOURS)
                .map(each -> line(each, figure, times))
                .toList());
  }

  private static LineChart.Line line(
      Outcome outcome, ToDoubleFunction<Point> figure, double times) {
    return new LineChart.Line(
        outcome.name(),
        outcome.runs().get(0).curve().stream()
            .filter(point -> !Double.isNaN(figure.applyAsDouble(point)))
            .map(point -> new LineChart.Dot(point.step(), times * figure.applyAsDouble(point)))
            .toList(),
        true);
  }
}
