package dev.understudy.trainer.card.page;

import static dev.understudy.trainer.page.Numbers.grouped;
import static dev.understudy.trainer.page.Numbers.percent;

import dev.understudy.trainer.card.CrossTable;
import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.card.SplitSize;
import dev.understudy.trainer.page.Charts;
import dev.understudy.trainer.page.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parts of the set, their labels, and who said so. */
final class PartsSection extends Section {
  PartsSection(Html html, DataCard card) {
    super(html, card);
  }

  void write() {
    if (card.makeup().splits().isEmpty()) {
      return;
    }
    section("parts", "Parts, labels and provenance", "Kept rows only.", this::tables);
  }

  private void tables() {
    table.of(
        () -> {
          table.head("Part");
          table.headOfFigures("Rows");
          table.headOfFigures("Weight");
          table.headOfFigures("Tokens asked");
          table.headOfFigures("Tokens answered");
        },
        () -> card.makeup().splits().forEach(this::size));
    CrossTable labels = card.makeup().labels();
    if (labels.distinct() > 0) {
      html.say("h3", "", "Labels");
      bars(labels);
      cross("Label", labels);
    }
    html.say("h3", "", "Who says what is to be answered");
    cross("Provenance", card.makeup().provenances());
  }

  private void size(SplitSize split) {
    table.line(
        "",
        () -> {
          table.name(part(split.split()));
          table.share(split.rows(), card.overview().kept());
          table.figure(String.format(Locale.ROOT, "%,.1f", split.weight()));
          table.figure(split.inputTokens());
          table.figure(split.outputTokens());
        });
  }

  /** One bar a part, cut by labels. */
  private void bars(CrossTable labels) {
    html.in(
            "p",
            "legend",
            () -> {
              for (int i = 0; i < Math.min(7, labels.lines().size()); i++) {
                key(colour(i), labels.lines().get(i).name());
              }
              if (labels.lines().size() > 7 || hasOthers(labels)) {
                html.say("span", "key c7", "others");
              }
            })
        .line();
    html.in(
            "div",
            "bars",
            () -> {
              for (int column = 0; column < labels.columns().size(); column++) {
                html.say("span", "", part(labels.columns().get(column)));
                charts.bar(parts(labels, column), labels.totals().get(column));
              }
            })
        .line();
  }

  private void key(String colour, @Nullable String name) {
    html.in("span", "key " + colour, () -> names.name(name));
  }

  private static List<Charts.Part> parts(CrossTable labels, int column) {
    List<Charts.Part> parts = new ArrayList<>();
    long all = labels.totals().get(column);
    for (int i = 0; i < labels.lines().size(); i++) {
      CrossTable.Line line = labels.lines().get(i);
      long rows = line.rows().get(column);
      String name = line.name() == null ? "none" : line.name();
      parts.add(
          new Charts.Part(
              colour(i), rows, name + ": " + grouped(rows) + " · " + percent(rows, all)));
    }
    parts.add(new Charts.Part("c7", labels.others().get(column), "others"));
    return parts;
  }

  private static boolean hasOthers(CrossTable cross) {
    return cross.others().stream().anyMatch(each -> each > 0);
  }

  private void cross(String what, CrossTable cross) {
    table.of(
        () -> {
          table.head(what);
          cross.columns().forEach(column -> table.headOfFigures(part(column)));
          table.headOfFigures("all");
        },
        () -> {
          for (CrossTable.Line line : cross.lines()) {
            table.line(
                "",
                () -> {
                  table.name(line.name());
                  figures(line.rows(), cross);
                });
          }
          if (hasOthers(cross)) {
            table.line(
                "",
                () -> {
                  table.text(
                      "soft", grouped(cross.distinct()) + " in all; those not listed together");
                  figures(cross.others(), cross);
                });
          }
        });
  }

  private void figures(List<Long> rows, CrossTable cross) {
    for (int i = 0; i < rows.size(); i++) {
      table.share(rows.get(i), cross.totals().get(i));
    }
    table.share(rows.stream().mapToLong(Long::longValue).sum(), cross.sum());
  }
}
