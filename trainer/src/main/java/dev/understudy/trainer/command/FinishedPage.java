package dev.understudy.trainer.command;

import dev.understudy.rules.command.TextTable;
import dev.understudy.trainer.build.FinishedSet;
import dev.understudy.trainer.card.StageCount;
import dev.understudy.trainer.export.ExportReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells what became of a set: stage by stage, file by file. */
final class FinishedPage {
  private FinishedPage() {}

  static void print(FinishedSet finished, PrintWriter out) {
    out.printf("%nset %s%n%n", finished.name());
    printStages(finished.stages(), out);
    if (!finished.files().isEmpty()) {
      out.println();
      printFiles(finished.files(), out);
    }
    if (finished.secrets() > 0) {
      out.printf(
          "%nwarning: credentials that may be in it: %,d; privacy: {secrets: fail} tells where%n",
          finished.secrets());
    }
    out.printf(
        "%n%s %s%ndata card: %s%n",
        finished.isNew() ? "made" : "unchanged since it was made:",
        finished.folder(),
        finished.folder().resolve("card.html"));
    out.flush();
  }

  /** Rows in, kept and dropped, with the reasons. */
  static void printStages(List<StageCount> stages, PrintWriter out) {
    TextTable table = new TextTable("stage", ">rows in", ">kept", ">dropped", "why");
    for (StageCount each : stages) {
      table.add(
          each.stage(),
          count(each.rowsIn()),
          count(each.kept()),
          count(each.droppedRows() + each.passedOverRows()),
          reasons(each));
    }
    table.print(out);
  }

  private static String reasons(StageCount stage) {
    SortedMap<String, Long> all = new TreeMap<>(stage.dropped());
    all.putAll(stage.passedOver());
    return all.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(each -> each.getKey() + " " + count(each.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static void printFiles(List<ExportReport> files, PrintWriter out) {
    TextTable table = new TextTable("file", ">rows", ">bytes", "left out");
    for (ExportReport each : files) {
      table.add(
          each.fileName(),
          count(each.rows()),
          count(each.bytes()),
          each.skipped().entrySet().stream()
              .map(skip -> skip.getKey() + " " + count(skip.getValue()))
              .collect(Collectors.joining(", ")));
    }
    table.print(out);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
