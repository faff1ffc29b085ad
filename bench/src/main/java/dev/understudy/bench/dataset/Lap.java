package dev.understudy.bench.dataset;

import java.util.List;
import java.util.Locale;

/**
 * What one part of a build took.
 *
 * @param name the part
 * @param wallSeconds by the clock
 * @param cpuSeconds of processor time, all threads, those of the JVM itself too
 */
record Lap(String name, double wallSeconds, double cpuSeconds) {
  private static final String MARK = "lap";

  /** As a line that another process reads. */
  String toLine() {
    return String.format(Locale.ROOT, "%s\t%s\t%.3f\t%.3f", MARK, name, wallSeconds, cpuSeconds);
  }

  /** The laps among some lines. */
  static List<Lap> of(List<String> lines) {
    return lines.stream()
        .map(line -> line.split("\t", -1))
        .filter(cells -> cells.length == 4 && cells[0].equals(MARK))
        .map(cells -> new Lap(cells[1], Double.parseDouble(cells[2]), Double.parseDouble(cells[3])))
        .toList();
  }
}
