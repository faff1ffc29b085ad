package dev.understudy.trainer.page;

import static dev.understudy.trainer.page.Numbers.grouped;
import static dev.understudy.trainer.page.Numbers.percent;

import java.util.List;
import java.util.Locale;

/** Draws charts in SVG, coloured by the style sheet. */
public final class Charts {
  /** How many labels stand below columns, at the same distance from each other. */
  private static final int LABELS = 6;

  private final Html html;

  /** Writes there. */
  public Charts(Html html) {
    this.html = html;
  }

  /**
   * A part of a bar.
   *
   * @param colour the class that colours it
   * @param rows how long it is
   * @param title what it says when pointed at
   */
  public record Part(String colour, long rows, String title) {}

  /**
   * A column.
   *
   * @param label what stands below
   * @param rows how high it is
   * @param dim how high the paler column behind it is, 0 for none
   * @param title what it says when pointed at
   */
  public record Column(String label, long rows, long dim, String title) {}

  /** A bar of parts, as long as the line where they make up the whole. */
  public void bar(List<Part> parts, long whole) {
    html.with(
        "svg",
        () -> {
          double at = 0;
          for (Part part : parts) {
            double width = whole == 0 ? 0 : 100.0 * part.rows() / whole;
            double left = at;
            html.with(
                "rect",
                () -> html.say("title", "", part.title()),
                "class",
                part.colour(),
                "x",
                decimal(left),
                "width",
                decimal(width),
                "height",
                "10");
            at += width;
          }
        },
        "class",
        "bar",
        "viewBox",
        "0 0 100 10",
        "preserveAspectRatio",
        "none",
        "aria-hidden",
        "true");
  }

  /** A bar of one part. */
  public void bar(String colour, long rows, long whole) {
    bar(List.of(new Part(colour, rows, grouped(rows) + " · " + percent(rows, whole))), whole);
  }

  /** Columns side by side, with the highest figure above and some of their labels below. */
  public void columns(String title, List<Column> columns) {
    long most =
        columns.stream().mapToLong(each -> Math.max(each.rows(), each.dim())).max().orElse(0);
    int every = (columns.size() + LABELS - 1) / LABELS;
    int places = Math.max(1, every) * LABELS;
    html.say("div", "most", "highest: " + grouped(most));
    html.with(
        "svg",
        () -> {
          html.say("title", "", title);
          for (int i = 0; i < columns.size(); i++) {
            column(columns.get(i), i * 100.0 / places, 100.0 / places, most);
          }
        },
        "class",
        "columns",
        "viewBox",
        "0 0 100 100",
        "preserveAspectRatio",
        "none",
        "role",
        "img");
    html.in(
        "div",
        "ticks",
        () -> {
          for (int i = 0; i < places; i += every) {
            html.say("span", "", i < columns.size() ? columns.get(i).label() : "");
          }
        });
  }

  private void column(Column column, double left, double step, long most) {
    html.with(
        "g",
        () -> {
          html.say("title", "", column.title());
          if (column.dim() > 0) {
            box("dim", left, step, column.dim(), most);
          }
          box("c0", left, step, column.rows(), most);
        });
  }

  private void box(String colour, double left, double step, long rows, long most) {
    double height = most == 0 ? 0 : 100.0 * rows / most;
    html.empty(
        "rect",
        "class",
        colour,
        "x",
        decimal(left + step / 20),
        "y",
        decimal(100 - height),
        "width",
        decimal(step * 0.9),
        "height",
        decimal(height));
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
