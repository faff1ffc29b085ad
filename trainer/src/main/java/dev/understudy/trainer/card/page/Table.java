package dev.understudy.trainer.card.page;

import static dev.understudy.trainer.card.Numbers.grouped;
import static dev.understudy.trainer.card.Numbers.percent;

import org.jspecify.annotations.Nullable;

/** Writes tables: names on the left, figures on the right of their columns. */
final class Table {
  private final Html html;

  Table(Html html) {
    this.html = html;
  }

  /** A table that may be scrolled sideways where the screen is narrow. */
  void of(Runnable head, Runnable body) {
    html.in(
        "div",
        "scroll",
        () ->
            html.in(
                "table",
                "",
                () -> {
                  html.in("thead", "", () -> html.in("tr", "", head));
                  html.in("tbody", "", body);
                }));
    html.line();
  }

  /** A line. */
  void line(String classes, Runnable cells) {
    html.in("tr", classes, cells).line();
  }

  /** The heading of a column of names. */
  void head(String text) {
    html.say("th", "", text);
  }

  /** The heading of a column of figures. */
  void headOfFigures(String text) {
    html.say("th", "n", text);
  }

  /** A name. */
  void name(@Nullable String name) {
    html.in("td", "name", () -> new Names(html).name(name));
  }

  /** A text of ours. */
  void text(String classes, String text) {
    html.say("td", classes, text);
  }

  /** A figure. */
  void figure(long number) {
    html.say("td", "n", grouped(number));
  }

  /** A figure in words of its own. */
  void figure(String figure) {
    html.say("td", "n", figure);
  }

  /** A figure and its share of a whole. */
  void share(long rows, long all) {
    html.in(
        "td",
        "n",
        () -> {
          html.text(grouped(rows) + " ");
          html.say("span", "soft", percent(rows, all));
        });
  }
}
