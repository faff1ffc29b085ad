package dev.understudy.trainer.card.page;

import static dev.understudy.trainer.page.Numbers.grouped;

import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.card.Repeats;
import dev.understudy.trainer.page.Html;
import dev.understudy.trainer.page.Snippet;

/** How often the same was asked. */
final class RepeatsSection extends Section {
  RepeatsSection(Html html, DataCard card) {
    super(html, card);
  }

  void write() {
    section(
        "repeats",
        "Asked more than once",
        "All rows whose content may be looked at, dropped ones too.",
        () ->
            columns(
                () -> {
                  panel("The same to the letter", () -> repeats(card.sameInputs()));
                  Repeats near = card.nearDuplicates();
                  if (near != null) {
                    panel("Nearly the same", () -> repeats(near));
                  }
                }));
  }

  private void repeats(Repeats repeats) {
    html.in(
        "ul",
        "plain",
        () -> {
          item("different inputs", repeats.groups());
          item("rows that are not alone", repeats.repeated());
          item("inputs kept with different labels", repeats.conflicting());
          item("rows of test sets that train has, too", repeats.leaked());
        });
    table.of(
        () -> {
          table.head("Asked so often");
          table.headOfFigures("Inputs");
          table.head("");
        },
        () -> repeats.sizes().forEach(size -> size(size, repeats.groups())));
    if (!repeats.largest().isEmpty()) {
      html.in(
          "details",
          "list",
          () -> {
            html.say("summary", "", "The most frequent");
            repeats.largest().forEach(this::group);
          });
    }
  }

  private void item(String what, long number) {
    html.in(
        "li",
        "",
        () -> {
          html.say("b", "", grouped(number));
          html.text(" " + what);
        });
  }

  private void size(Repeats.Size size, long groups) {
    String times =
        size.from() == size.to()
            ? grouped(size.from())
            : grouped(size.from()) + " to " + grouped(size.to());
    table.line(
        "",
        () -> {
          table.text("", times);
          table.share(size.groups(), groups);
          html.in("td", "chart short", () -> charts.bar("c0", size.groups(), groups));
        });
  }

  private void group(Repeats.Group group) {
    html.in(
        "div",
        "sample",
        () -> {
          html.in(
              "p",
              "soft",
              () -> {
                html.text(
                    "%s rows, %s kept · ".formatted(grouped(group.rows()), grouped(group.kept())));
                html.say("bdi", "id", group.id());
              });
          Snippet input = group.input();
          if (input != null) {
            names.text(input);
          }
        });
  }
}
