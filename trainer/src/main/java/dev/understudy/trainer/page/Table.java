package dev.understudy.trainer.page;

import static dev.understudy.trainer.page.Numbers.grouped;
import static dev.understudy.trainer.page.Numbers.percent;

import org.jspecify.annotations.Nullable;

/** Writes tables: names on the left, figures on the right of their columns. */
public final class Table {
  private final Html html;

  /** Writes there. */
  public Table(Html html) {
    this.html = html;
  }

  /** A table that may be scrolled sideways where the screen is narrow. */
  public void of(Runnable head, Runnable body) {
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
  public void line(String classes, Runnable cells) {
    html.in("tr", classes, cells).line();
  }

  /** The heading of a column of names. */
  public void head(String text) {
    html.say("th", "", text);
  }

  /** The heading of a column of figures. */
  public void headOfFigures(String text) {
    html.say("th", "n", text);
  }

  /** A name. */
  public void name(@Nullable String name) {
    html.in("td", "name", () -> new Names(html).name(name));
  }

  /** A text of ours. */
  public void text(String classes, String text) {
    html.say("td", classes, text);
  }

  /** A figure. */
  public void figure(long number) {
    html.say("td", "n", grouped(number));
  }

  /** A figure in words of its own. */
  public void figure(String figure) {
    html.say("td", "n", figure);
  }

  /** A figure and its share of a whole. */
  public void share(long rows, long all) {
    html.in(
        "td",
        "n",
        () -> {
          html.text(grouped(rows) + " ");
          html.say("span", "soft", percent(rows, all));
        });
  }
}
