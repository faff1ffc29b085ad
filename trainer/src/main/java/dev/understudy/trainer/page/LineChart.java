package dev.understudy.trainer.page;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** Draws lines over an axis of numbers in SVG, with ticks, and a legend below. */
public final class LineChart {
  /** So many lines have colours of their own; a legend names no more. */
  public static final int COLOURS = 8;

  private static final double WIDTH = 640;
  private static final double HEIGHT = 280;
  private static final double LEFT = 56;
  private static final double TOP = 12;
  private static final double BOTTOM = 28;
  private static final int TICKS = 4;

  private final Html html;

  /** Writes there. */
  public LineChart(Html html) {
    this.html = html;
  }

  /**
   * A point.
   *
   * @param x its place along the axis
   * @param y its height
   */
  public record Dot(double x, double y) {}

  /**
   * Points that belong together.
   *
   * @param name what the legend calls them
   * @param dots in the order of their x
   * @param isJoined whether a line goes through them; else each is a mark
   */
  public record Line(String name, List<Dot> dots, boolean isJoined) {
    public Line {
      Objects.requireNonNull(name, "name");
      dots = List.copyOf(dots);
    }
  }

  /**
   * How an axis is made.
   *
   * @param name what it counts
   * @param isLogarithmic whether equal steps are equal factors; all numbers are greater than 0 then
   * @param wording how its numbers are written
   */
  public record Axis(String name, boolean isLogarithmic, DoubleFunction<String> wording) {
    double place(double number) {
      return isLogarithmic ? Math.log(number) : number;
    }

    double number(double place) {
      return isLogarithmic ? Math.exp(place) : place;
    }
  }

  /** Where numbers of an axis lie in the drawing. */
  private record Scale(Axis axis, double least, double most, double from, double to) {
    static Scale of(Axis axis, double[] numbers, double from, double to) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (double number : numbers) {
        least = Math.min(least, axis.place(number));
        most = Math.max(most, axis.place(number));
      }
      double room = most > least ? (most - least) / 20 : 0.5;
      return new Scale(axis, least - room, most + room, from, to);
    }

    double at(double number) {
      return from + (axis.place(number) - least) / (most - least) * (to - from);
    }

    double tick(int i) {
      return axis.number(least + (most - least) * (i + 0.5) / TICKS);
    }
  }

  /** Draws the lines that have points; nothing where none has. */
  public void draw(String title, Axis along, Axis up, List<Line> all) {
    List<Line> lines = all.stream().filter(line -> !line.dots().isEmpty()).toList();
    if (lines.isEmpty()) {
      return;
    }
    double[] xs =
        lines.stream().flatMap(line -> line.dots().stream()).mapToDouble(Dot::x).toArray();
    double[] ys =
        lines.stream().flatMap(line -> line.dots().stream()).mapToDouble(Dot::y).toArray();
    Scale x = Scale.of(along, xs, LEFT, WIDTH - 8);
    Scale y = Scale.of(up, ys, HEIGHT - BOTTOM, TOP);
    html.with(
        "svg",
        () -> {
          html.say("title", "", title);
          ticks(x, y);
          for (int i = 0; i < lines.size(); i++) {
            line(lines.get(i), "l" + Math.min(i, COLOURS - 1), x, y);
          }
        },
        "class",
        "lines",
        "viewBox",
        "0 0 640 280",
        "role",
        "img");
    html.say("p", "soft", "Along: " + along.name() + ". Up: " + up.name() + ".");
    legend(lines);
  }

  private void ticks(Scale x, Scale y) {
    for (int i = 0; i < TICKS; i++) {
      double height = y.at(y.tick(i));
      html.empty(
          "line",
          "class",
          "rule",
          "x1",
          decimal(LEFT),
          "x2",
          decimal(WIDTH),
          "y1",
          decimal(height),
          "y2",
          decimal(height));
      text(y.axis().wording().apply(y.tick(i)), LEFT - 6, height + 4, "end");
      text(x.axis().wording().apply(x.tick(i)), x.at(x.tick(i)), HEIGHT - 8, "middle");
    }
  }

  private void text(String text, double x, double y, String anchor) {
    html.with(
        "text", () -> html.text(text), "x", decimal(x), "y", decimal(y), "text-anchor", anchor);
  }

  private void line(Line line, String colour, Scale x, Scale y) {
    if (line.isJoined()) {
      html.with(
          "polyline",
          () -> html.say("title", "", line.name()),
          "class",
          colour,
          "points",
          line.dots().stream()
              .map(dot -> decimal(x.at(dot.x())) + "," + decimal(y.at(dot.y())))
              .collect(Collectors.joining(" ")));
    }
    for (Dot dot : line.dots()) {
      String told = x.axis().wording().apply(dot.x()) + ": " + y.axis().wording().apply(dot.y());
      html.with(
          "circle",
          () -> html.say("title", "", line.name() + ", " + told),
          "class",
          colour,
          "cx",
          decimal(x.at(dot.x())),
          "cy",
          decimal(y.at(dot.y())),
          "r",
          line.isJoined() ? "1.5" : "3.5");
    }
  }

  private void legend(List<Line> lines) {
    html.in(
            "div",
            "legend",
            () -> {
              for (int i = 0; i < Math.min(lines.size(), COLOURS); i++) {
                html.say("span", i == 0 ? "key" : "key c" + i, lines.get(i).name());
              }
            })
        .line();
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }
}
