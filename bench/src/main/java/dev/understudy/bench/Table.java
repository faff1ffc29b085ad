package dev.understudy.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Markdown table whose columns also line up in a terminal. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table of these columns, without rows. */
  public Table(String... head) {
    rows.add(List.of(head));
  }

  /** Adds a row. */
  public void row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "expected " + rows.get(0).size() + " cells, got " + cells.length);
    }
    rows.add(List.of(cells));
  }

  /** Three significant digits, or all before the point; a dash for NaN. */
  public static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double size = Math.abs(value);
    int places = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + places + "f", value);
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      for (int i = 0; i < columns; i++) {
        String cell = rows.get(r).get(i);
        String blanks = " ".repeat(widths[i] - cell.length());
        text.append("| ").append(i == 0 ? cell + blanks : blanks + cell).append(' ');
      }
      text.append("|\n");
      if (r == 0) {
        for (int i = 0; i < columns; i++) {
          text.append('|').append(i == 0 ? ":" : "-").append("-".repeat(widths[i]));
          text.append(i == 0 ? '-' : ':');
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }
}
