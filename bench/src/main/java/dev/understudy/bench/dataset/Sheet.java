package dev.understudy.bench.dataset;

import dev.understudy.bench.Growth;
import dev.understudy.bench.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What was measured, as Markdown. */
final class Sheet {
  private static final double MB = 1e6;
  private static final double GB = 1e9;

  private Sheet() {}

  static String of(List<Measured> all) {
    return whole(all) + "\n" + parts(all);
  }

  private static String whole(List<Measured> all) {
    Table table =
        new Table(
            "rows", "captured MB", "wall s", "CPU s", "rows/s", "max RSS GB", "out MB", "set MB");
    for (Measured each : all) {
      table.row(
          rows(each),
          Table.number(each.capturedBytes() / MB),
          Table.number(each.wallSeconds()),
          Table.number(each.cpuSeconds()),
          Table.number(each.rows() / each.wallSeconds()),
          Table.number(each.peakBytes() / GB),
          Table.number(each.outBytes() / MB),
          Table.number(each.setBytes() / MB));
    }
    return table.toString();
  }

  /** A line for each part: seconds by the clock and of processors for each size. */
  private static String parts(List<Measured> all) {
    List<String> head = new ArrayList<>(List.of("part: wall s, CPU s"));
    for (Measured each : all) {
      head.add(rows(each));
      head.add("CPU");
    }
    head.add("wall ~ rows^");
    head.add("CPU ~ rows^");
    Table table = new Table(head.toArray(String[]::new));
    for (Lap part : all.get(0).laps()) {
      line(
          table,
          part.name(),
          all,
          each -> each.lap(part.name()).wallSeconds(),
          each -> each.lap(part.name()).cpuSeconds());
    }
    line(table, "all", all, Measured::wallSeconds, Measured::cpuSeconds);
    return table.toString();
  }

  private static void line(
      Table table,
      String name,
      List<Measured> all,
      ToDoubleFunction<Measured> wall,
      ToDoubleFunction<Measured> cpu) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (Measured each : all) {
      cells.add(Table.number(wall.applyAsDouble(each)));
      cells.add(Table.number(cpu.applyAsDouble(each)));
    }
    cells.add(exponent(all, wall));
    cells.add(exponent(all, cpu));
    table.row(cells.toArray(String[]::new));
  }

  private static String exponent(List<Measured> all, ToDoubleFunction<Measured> figure) {
    Growth growth = new Growth();
    all.forEach(each -> growth.add((double) each.rows(), figure.applyAsDouble(each)));
    double exponent = growth.exponent();
    return Double.isNaN(exponent) ? "-" : String.format(Locale.ROOT, "%.2f", exponent);
  }

  private static String rows(Measured measured) {
    return String.format(Locale.ROOT, "%,d", measured.rows());
  }
}
