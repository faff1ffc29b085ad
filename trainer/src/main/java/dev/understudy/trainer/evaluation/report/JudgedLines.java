package dev.understudy.trainer.evaluation.report;

import dev.understudy.trainer.evaluation.interval.Interval;
import dev.understudy.trainer.evaluation.judge.JudgeReport;
import dev.understudy.trainer.evaluation.judge.Judged;
import dev.understudy.trainer.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a judge said as a table of texts, the same in all that people read. */
final class JudgedLines {
  /** How to read it. */
  static final String LEAD =
      "Each pair was shown in both orders; whom the judge prefers only in one place wins nothing.";

  private JudgedLines() {}

  /** What stands above the table. */
  static String heading(Judged judged) {
    return "%s against %s, as %s judges".formatted(judged.first(), judged.second(), judged.judge());
  }

  /** The table: what was counted, and how often. */
  static Lines.Grid of(Judged judged) {
    JudgeReport report = judged.report();
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("pairs judged", Numbers.grouped(report.pairs())));
    lines.add(List.of("wins", Numbers.grouped(report.wins())));
    lines.add(List.of("ties", Numbers.grouped(report.ties())));
    lines.add(List.of("losses", Numbers.grouped(report.losses())));
    Double rate = report.winRate();
    if (rate != null) {
      lines.add(List.of("wins and half the ties, %", rate(rate, report)));
    }
    lines.add(List.of("same answers, not judged", Numbers.grouped(judged.alike())));
    lines.add(List.of("left out by the budget", Numbers.grouped(report.leftOut())));
    lines.add(
        List.of("preferred the place, not the answer", Numbers.grouped(report.contradictions())));
    Double firstPlace = report.firstPlace();
    if (firstPlace != null) {
      lines.add(List.of("preferred what was shown first, %", Cells.plain(firstPlace)));
    }
    lines.add(
        List.of(
            "asked again, answered otherwise",
            Numbers.grouped(report.changed()) + " of " + Numbers.grouped(report.repeated())));
    lines.add(List.of("unreadable", Numbers.grouped(report.unreadable())));
    lines.add(List.of("calls", Numbers.grouped(report.calls())));
    lines.add(List.of("tokens", Numbers.grouped(report.tokens())));
    return new Lines.Grid(List.of("", "judge"), lines);
  }

  private static String rate(double rate, JudgeReport report) {
    Interval interval = report.winRateInterval();
    return interval == null
        ? Cells.plain(rate)
        : String.format(
            Locale.ROOT,
            "%s (%s–%s)",
            Cells.plain(rate),
            Cells.plain(interval.low()),
            Cells.plain(interval.high()));
  }
}
