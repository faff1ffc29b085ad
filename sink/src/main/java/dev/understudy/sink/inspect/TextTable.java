package dev.understudy.sink.inspect;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table in aligned columns: a line of names, then the rows. */
final class TextTable {
  private static final String GAP = "  ";
  private static final int NARROWEST = 8;

  private final List<Heading> headings;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * One column's name and manner.
   *
   * @param name what stands above it
   * @param isNumber whether it is aligned to the right and never cut
   */
  record Heading(String name, boolean isNumber) {
    static Heading text(String name) {
      return new Heading(name, false);
    }

    static Heading number(String name) {
      return new Heading(name, true);
    }
  }

  TextTable(List<Heading> headings) {
    this.headings = List.copyOf(headings);
  }

  /** Adds a row of as many cells as there are columns. */
  void add(List<String> cells) {
    if (cells.size() != headings.size()) {
      throw new IllegalArgumentException(
          "expected " + headings.size() + " cells, got " + cells.size());
    }
    rows.add(cells.stream().map(TextWidth::oneLine).toList());
  }

  /** Prints the table, text columns cut where it would be wider than the terminal. */
  void print(PrintWriter out, int terminalColumns) {
    int[] widths = widths(terminalColumns);
    out.println(line(headings.stream().map(Heading::name).toList(), widths));
    rows.forEach(row -> out.println(line(row, widths)));
  }

  private int[] widths(int terminalColumns) {
    int[] widths = headings.stream().mapToInt(heading -> TextWidth.of(heading.name())).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], TextWidth.of(row.get(i)));
      }
    }
    int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - terminalColumns;
    for (; excess > 0; excess--) {
      int widest = widestText(widths);
      if (widest < 0) {
        break; // nothing more to give: the terminal wraps
      }
      widths[widest]--;
    }
    return widths;
  }

  private int widestText(int[] widths) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      boolean canShrink = !headings.get(i).isNumber() && widths[i] > NARROWEST;
      if (canShrink && (widest < 0 || widths[i] >= widths[widest])) {
        widest = i;
      }
    }
    return widest;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = TextWidth.cut(cells.get(i), widths[i]);
      String blanks = " ".repeat(Math.max(0, widths[i] - TextWidth.of(cell)));
      line.append(i == 0 ? "" : GAP)
          .append(headings.get(i).isNumber() ? blanks + cell : cell + blanks);
    }
    return line.toString().stripTrailing();
  }
}
