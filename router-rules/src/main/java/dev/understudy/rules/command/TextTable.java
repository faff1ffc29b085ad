package dev.understudy.rules.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table in aligned columns: a line of names, then the rows. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String> names;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table of these columns.
   *
   * @param names what stands above them; one that begins with a {@code >} is aligned to the right
   */
  public TextTable(String... names) {
    this.names = List.of(names);
  }

  /** Adds a row of as many cells as there are columns. */
  public void add(String... cells) {
    if (cells.length != names.size()) {
      throw new IllegalArgumentException(
          "expected " + names.size() + " cells, got " + cells.length);
    }
    rows.add(List.of(cells));
  }

  /** Whether it has no rows. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Prints the table, each line indented by two. */
  public void print(PrintWriter out) {
    List<String> heading =
        names.stream().map(name -> isRight(name) ? name.substring(1) : name).toList();
    out.println(line(heading));
    rows.forEach(row -> out.println(line(row)));
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      String blanks = " ".repeat(width(i) - cell.length());
      line.append(GAP).append(isRight(names.get(i)) ? blanks + cell : cell + blanks);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    String name = names.get(column);
    int width = isRight(name) ? name.length() - 1 : name.length();
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }

  private static boolean isRight(String name) {
    return name.startsWith(">");
  }
}
