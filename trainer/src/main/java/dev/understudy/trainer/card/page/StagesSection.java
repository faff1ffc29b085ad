package dev.understudy.trainer.card.page;

import static dev.understudy.trainer.page.Numbers.grouped;

import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.card.StageCount;
import dev.understudy.trainer.page.Charts;
import dev.understudy.trainer.page.Html;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What every stage kept and dropped, and why. */
final class StagesSection extends Section {
  StagesSection(Html html, DataCard card) {
    super(html, card);
  }

  void write() {
    if (card.stages().isEmpty()) {
      return;
    }
    long most = card.stages().stream().mapToLong(StageCount::rowsIn).max().orElse(0);
    section(
        "stages",
        "What was dropped, and where",
        "Shares are of the rows that came to the stage. Rows passed over were read, but never"
            + " became rows of the set.",
        () ->
            table.of(
                () -> {
                  table.head("Stage and reason");
                  table.headOfFigures("Came in");
                  table.headOfFigures("Kept");
                  table.headOfFigures("Dropped");
                  table.head("");
                },
                () -> card.stages().forEach(stage -> stage(stage, most))));
  }

  private void stage(StageCount stage, long most) {
    table.line(
        "strong",
        () -> {
          table.name(stage.stage());
          table.figure(stage.rowsIn());
          table.share(stage.kept(), stage.rowsIn());
          table.share(stage.droppedRows(), stage.rowsIn());
          html.in("td", "chart", () -> bar(stage, most));
        });
    sorted(stage.passedOver()).forEach(each -> reason(each, stage, "passed over"));
    sorted(stage.dropped()).forEach(each -> reason(each, stage, ""));
    if (stage.addedRows() > 0) {
      table.line(
          "sub",
          () -> {
            table.text("", "made here");
            table.figure("");
            table.figure(grouped(stage.addedRows()));
            table.figure("");
            table.text("", "");
          });
    }
  }

  private void bar(StageCount stage, long most) {
    charts.bar(
        List.of(
            new Charts.Part("c0", stage.kept(), grouped(stage.kept()) + " kept"),
            new Charts.Part("bad", stage.droppedRows(), grouped(stage.droppedRows()) + " dropped"),
            new Charts.Part(
                "dim", stage.passedOverRows(), grouped(stage.passedOverRows()) + " passed over")),
        Math.max(most, stage.kept() + stage.droppedRows() + stage.passedOverRows()));
  }

  private void reason(Map.Entry<String, Long> reason, StageCount stage, String note) {
    table.line(
        "sub",
        () -> {
          html.in(
              "td",
              "name",
              () -> {
                names.name(reason.getKey());
                if (!note.isEmpty()) {
                  html.say("span", "soft", " " + note);
                }
              });
          table.figure("");
          table.figure("");
          table.share(reason.getValue(), stage.rowsIn());
          html.in(
              "td",
              "chart",
              () -> charts.bar(note.isEmpty() ? "bad" : "dim", reason.getValue(), stage.rowsIn()));
        });
  }

  /** The most frequent first; equals stay in the order of their names. */
  private static List<Map.Entry<String, Long>> sorted(Map<String, Long> reasons) {
    List<Map.Entry<String, Long>> sorted = new ArrayList<>(reasons.entrySet());
    sorted.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    return sorted;
  }
}
