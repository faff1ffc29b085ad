package dev.understudy.trainer.evaluation.report;

import dev.understudy.trainer.evaluation.figures.EvaluationReport;
import dev.understudy.trainer.evaluation.figures.SystemFigures;
import dev.understudy.trainer.evaluation.judge.Judged;
import dev.understudy.trainer.evaluation.report.Lines.Grid;
import dev.understudy.trainer.evaluation.verdict.Verdict;
import dev.understudy.trainer.page.Numbers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A report as Markdown whose tables line up in a terminal, too. What stands in brackets behind a
 * figure is its interval.
 */
public final class EvaluationMarkdown {
  private static final int SHOWN_LABELS = 20;

  private final StringBuilder out = new StringBuilder();
  private final EvaluationReport report;
  private final Lines lines;

  private EvaluationMarkdown(EvaluationReport report) {
    this.report = report;
    this.lines = new Lines(report);
  }

  /** The report in Markdown, a line end last; the same report gives the same text. */
  public static String write(
      EvaluationReport report, @Nullable Verdict verdict, @Nullable Judged judged) {
    return new EvaluationMarkdown(report).all(verdict, judged);
  }

  private String all(@Nullable Verdict verdict, @Nullable Judged judged) {
    head(verdict);
    grid("Systems", lines.systems());
    if (!report.comparisons().isEmpty()) {
      grid("Pairs on the same rows", lines.comparisons());
    }
    if (judged != null) {
      grid(JudgedLines.heading(judged), JudgedLines.of(judged));
    }
    SystemFigures.ClassFigures classes = report.subjectFigures().classes();
    if (classes != null && classes.labels().size() <= SHOWN_LABELS) {
      grid("Labels of " + report.subject(), Lines.labels(classes));
      grid("Confusion of " + report.subject(), Lines.confusion(classes));
    }
    if (!report.slices().isEmpty()) {
      grid("Slices by " + report.slices().get(0).measure(), lines.slices());
    }
    return out.toString();
  }

  private void head(@Nullable Verdict verdict) {
    EvaluationReport.Facts facts = report.facts();
    out.append("# Evaluation on ").append(escaped(facts.name())).append("\n\n");
    if (verdict != null) {
      out.append("**").append(escaped(report.subject())).append(": ");
      out.append(verdict.word()).append("**\n\n");
      for (Verdict.Finding finding : verdict.findings()) {
        out.append(finding.isMet() ? "* met: " : "* not met: ");
        out.append(escaped(finding.line())).append('\n');
      }
      out.append('\n');
    }
    out.append(
        "%s rows, %s with gold; intervals hold with %s. Rows sha256:%s.\n"
            .formatted(
                Numbers.grouped(facts.rows()),
                Numbers.grouped(facts.goldRows()),
                Cells.level(facts.level()),
                facts.digest().substring(0, 12)));
  }

  private void grid(String heading, Grid grid) {
    out.append("\n## ").append(escaped(heading)).append("\n\n");
    List<List<String>> cells =
        grid.lines().stream()
            .map(line -> line.stream().map(EvaluationMarkdown::escaped).toList())
            .toList();
    List<String> head = grid.head().stream().map(EvaluationMarkdown::escaped).toList();
    int[] widths =
        IntStream.range(0, head.size()).map(column -> width(head, cells, column)).toArray();
    line(head, widths);
    out.append('|');
    for (int column = 0; column < widths.length; column++) {
      out.append(column == 0 ? ":" : "-").append("-".repeat(widths[column]));
      out.append(column == 0 ? "-|" : ":|");
    }
    out.append('\n');
    cells.forEach(each -> line(each, widths));
  }

  private static int width(List<String> head, List<List<String>> cells, int column) {
    return Math.max(
        length(head.get(column)),
        cells.stream().mapToInt(line -> length(line.get(column))).max().orElse(0));
  }

  private void line(List<String> cells, int[] widths) {
    out.append(
        IntStream.range(0, cells.size())
            .mapToObj(column -> cell(cells.get(column), widths[column], column == 0))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private static String cell(String text, int width, boolean isName) {
    String gap = " ".repeat(width - length(text));
    return isName ? text + gap : gap + text;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Names come from traffic: they must not end a cell or a line, nor begin markup or HTML. */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("\\|`*<[&#".indexOf(c) >= 0 || (c == '_' && !isInsideWord(text, i))) {
        safe.append('\\');
      }
      safe.append(Character.isISOControl(c) ? ' ' : c);
    }
    return safe.toString();
  }

  /** There, an underscore begins no emphasis (GitHub Flavored Markdown, 6.2). */
  private static boolean isInsideWord(String text, int at) {
    return at > 0
        && at + 1 < text.length()
        && Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }
}
