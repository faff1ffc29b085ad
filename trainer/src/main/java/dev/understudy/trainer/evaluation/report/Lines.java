package dev.understudy.trainer.evaluation.report;

import dev.understudy.trainer.evaluation.Answered.Tokens;
import dev.understudy.trainer.evaluation.figures.Comparison;
import dev.understudy.trainer.evaluation.figures.EvaluationReport;
import dev.understudy.trainer.evaluation.figures.SliceFigures;
import dev.understudy.trainer.evaluation.figures.SystemFigures;
import dev.understudy.trainer.evaluation.figures.SystemFigures.FieldFigures;
import dev.understudy.trainer.evaluation.figures.SystemFigures.FormatFigures;
import dev.understudy.trainer.evaluation.figures.SystemFigures.LabelFigures;
import dev.understudy.trainer.evaluation.figures.SystemFigures.TextFigures;
import dev.understudy.trainer.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables of a report as texts, the same in all that people read. */
final class Lines {
  private static final String NONE = "–";

  private final EvaluationReport report;

  Lines(EvaluationReport report) {
    this.report = report;
  }

  /**
   * A table.
   *
   * @param head what stands above the columns
   * @param lines the lines, each of as many cells; the first cell is a name
   */
  record Grid(List<String> head, List<List<String>> lines) {
    Grid {
      head = List.copyOf(head);
      lines = List.copyOf(lines);
    }
  }

  /** Figures below each other, systems side by side; a line without any figure is left out. */
  Grid systems() {
    List<List<String>> lines = new ArrayList<>();
    add(lines, "accuracy against gold, %", each -> Cells.percent(each.accuracy()));
    add(lines, "agreement with the teacher, %", each -> Cells.percent(each.agreement()));
    add(lines, "macro F1, %", Lines::macroF1);
    add(lines, "ROC-AUC, %", each -> Cells.percent(each.rocAuc()));
    add(lines, "calibration error", Lines::calibrationError);
    add(lines, "answers that are no label", Lines::withoutLabel);
    add(lines, "JSON alone, %", each -> format(each, it -> Cells.percent(it.json())));
    add(lines, "as the schema has it, %", each -> format(each, it -> Cells.percent(it.adhering())));
    against().forEach(whom -> addTexts(lines, whom));
    add(lines, "perplexity", each -> Cells.figure(each.perplexity()));
    add(lines, "tokens in", each -> tokens(each.tokens(), Tokens::input));
    add(lines, "tokens out", each -> tokens(each.tokens(), Tokens::output));
    List<String> head = new ArrayList<>(List.of(""));
    report.systems().forEach(each -> head.add(each.system() + " (" + each.role().word() + ")"));
    return new Grid(head, lines);
  }

  private void add(
      List<List<String>> lines, String name, Function<SystemFigures, @Nullable String> figure) {
    List<String> line = new ArrayList<>(List.of(name));
    for (SystemFigures system : report.systems()) {
      String cell = figure.apply(system);
      line.add(cell == null ? NONE : cell);
    }
    if (line.stream().skip(1).anyMatch(cell -> !cell.equals(NONE))) {
      lines.add(line);
    }
  }

  private static String macroF1(SystemFigures system) {
    SystemFigures.ClassFigures classes = system.classes();
    return Cells.percent(classes == null ? null : classes.macroF1());
  }

  private static String calibrationError(SystemFigures system) {
    SystemFigures.CalibrationFigures calibration = system.calibration();
    return Cells.small(calibration == null ? null : calibration.error());
  }

  private static String withoutLabel(SystemFigures system) {
    SystemFigures.ClassFigures classes = system.classes();
    return classes == null ? NONE : Numbers.grouped(classes.withoutLabel());
  }

  private static @Nullable String format(
      SystemFigures system, Function<FormatFigures, String> figure) {
    FormatFigures formats = system.formats();
    return formats == null ? null : figure.apply(formats);
  }

  private static String tokens(@Nullable Tokens tokens, Function<Tokens, Long> which) {
    return tokens == null ? NONE : Numbers.grouped(which.apply(tokens));
  }

  private List<String> against() {
    return report.systems().stream()
        .flatMap(system -> system.texts().stream())
        .map(TextFigures::against)
        .distinct()
        .toList();
  }

  private void addTexts(List<List<String>> lines, String whom) {
    String to = " to " + whom;
    add(lines, "same text as " + whom + ", %", text(whom, it -> Cells.percent(it.exact())));
    add(lines, "token F1" + to + ", %", text(whom, it -> Cells.percent(it.tokenF1())));
    add(lines, "ROUGE-L" + to + ", %", text(whom, it -> Cells.percent(it.rougeL())));
    add(lines, "BLEU" + to, text(whom, it -> Cells.figure(it.bleu())));
    add(lines, "chrF" + to, text(whom, it -> Cells.figure(it.chrF())));
    report.systems().stream()
        .flatMap(system -> text(system, whom).stream())
        .findFirst()
        .ifPresent(any -> any.fields().forEach(field -> addField(lines, whom, field.pointer())));
  }

  private void addField(List<List<String>> lines, String whom, String pointer) {
    add(
        lines,
        pointer + " as " + whom + ", %",
        text(
            whom,
            it ->
                it.fields().stream()
                    .filter(field -> field.pointer().equals(pointer))
                    .map(FieldFigures::match)
                    .map(Cells::percent)
                    .findFirst()
                    .orElse(NONE)));
  }

  private static Function<SystemFigures, @Nullable String> text(
      String whom, Function<TextFigures, String> figure) {
    return system -> text(system, whom).map(figure).orElse(null);
  }

  private static Optional<TextFigures> text(SystemFigures system, String whom) {
    return system.texts().stream().filter(each -> each.against().equals(whom)).findFirst();
  }

  /** Pairs of systems. */
  Grid comparisons() {
    return new Grid(
        List.of(
            "systems",
            "both right",
            "only first",
            "only second",
            "both wrong",
            "accuracy, points",
            "macro F1, points",
            "McNemar p"),
        report.comparisons().stream().map(Lines::line).toList());
  }

  private static List<String> line(Comparison each) {
    return List.of(
        each.first() + " – " + each.second(),
        Numbers.grouped(each.bothRight()),
        Numbers.grouped(each.onlyFirst()),
        Numbers.grouped(each.onlySecond()),
        Numbers.grouped(each.bothWrong()),
        Cells.points(each.accuracy()),
        Cells.points(each.macroF1()),
        Cells.chance(each.p()));
  }

  /** The labels of a system. */
  static Grid labels(SystemFigures.ClassFigures classes) {
    return new Grid(
        List.of("label", "gold", "answered", "precision, %", "recall, %", "F1, %", "ROC-AUC, %"),
        classes.labels().stream().map(Lines::line).toList());
  }

  private static List<String> line(LabelFigures each) {
    Double area = each.rocAuc();
    return List.of(
        each.label(),
        Numbers.grouped(each.gold()),
        Numbers.grouped(each.answered()),
        Cells.percent(each.precision()),
        Cells.percent(each.recall()),
        Cells.plain(each.f1()),
        area == null ? NONE : Cells.plain(area));
  }

  /** How often each label was answered to each that is gold. */
  static Grid confusion(SystemFigures.ClassFigures classes) {
    List<String> head = new ArrayList<>(List.of("gold, answered →"));
    classes.labels().forEach(each -> head.add(each.label()));
    head.add("no label");
    List<List<String>> lines = new ArrayList<>();
    for (LabelFigures label : classes.labels()) {
      if (label.gold() > 0) {
        List<String> line = new ArrayList<>(List.of(label.label()));
        label.answers().forEach(count -> line.add(Numbers.grouped(count)));
        lines.add(line);
      }
    }
    return new Grid(head, lines);
  }

  /** Kinds of rows, the worst first. */
  Grid slices() {
    List<String> head = new ArrayList<>(List.of("rows alike in", "which", "rows"));
    report.systems().forEach(each -> head.add(each.system() + ", %"));
    return new Grid(head, report.slices().stream().map(this::line).toList());
  }

  private List<String> line(SliceFigures slice) {
    List<String> line =
        new ArrayList<>(List.of(slice.dimension(), slice.value(), Numbers.grouped(slice.rows())));
    slice.systems().forEach(part -> line.add(Cells.percent(part.figure())));
    while (line.size() < 3 + report.systems().size()) {
      line.add("too few rows");
    }
    return line;
  }
}
