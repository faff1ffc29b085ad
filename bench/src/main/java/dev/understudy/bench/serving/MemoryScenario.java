package dev.understudy.bench.serving;

import dev.understudy.bench.Table;
import dev.understudy.bench.machine.ProcessTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Watches a server's resident memory while it is asked very often. */
final class MemoryScenario {
  /** The whole heap is resident from the start, so that what grows lies outside it. */
  static final List<String> JVM = List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");

  private static final int CONCURRENT = 64;
  private static final int POINTS = 20;

  /** Of all points, the share that is warm-up: the compiler, its code, arenas of threads. */
  private static final int WARM_UP_POINTS = POINTS / 4;

  private static final double MIB = 1 << 20;

  private final ProcessTree tree;
  private final Callers callers;
  private final List<Point> points = new ArrayList<>();

  MemoryScenario(ProcessTree tree, Callers callers) {
    this.tree = tree;
    this.callers = callers;
  }

  void run(long requests) {
    long asked = 0;
    points.add(new Point(0, tree.residentBytes() / MIB, 0, 0));
    for (int point = 1; point <= POINTS; point++) {
      long more = requests * point / POINTS - asked;
      Callers.Load load = callers.ask(CONCURRENT, Duration.ofHours(1), more);
      asked += more;
      points.add(
          new Point(
              asked,
              tree.residentBytes() / MIB,
              more * 1e9 / load.took().toNanos(),
              load.errors()));
      System.err.printf(Locale.ROOT, "  %,d of %,d requests%n", asked, requests);
    }
  }

  Table table() {
    Table table = new Table("requests", "RSS MiB", "req/s", "errors");
    for (Point point : points) {
      table.row(
          String.format(Locale.ROOT, "%,d", point.requests()),
          String.format(Locale.ROOT, "%,.1f", point.resident()),
          Table.number(point.perSecond()),
          Long.toString(point.errors()));
    }
    return table;
  }

  /** The growth after warm-up, in words. */
  String slope() {
    return slope(points.subList(WARM_UP_POINTS, points.size()));
  }

  /** The growth over some points, by least squares. */
  static String slope(List<Point> warm) {
    double x = warm.stream().mapToDouble(Point::requests).average().orElse(Double.NaN);
    double y = warm.stream().mapToDouble(Point::resident).average().orElse(Double.NaN);
    double product = 0;
    double square = 0;
    for (Point each : warm) {
      product += (each.requests() - x) * (each.resident() - y);
      square += (each.requests() - x) * (each.requests() - x);
    }
    return String.format(
        Locale.ROOT,
        "from %,d requests on: %+.1f MiB in all, %+.2f KiB per 1,000 requests by least squares",
        warm.get(0).requests(),
        warm.get(warm.size() - 1).resident() - warm.get(0).resident(),
        product / square * 1_000 * 1_024);
  }

  /**
   * What was seen.
   *
   * @param requests answered so far
   * @param resident memory, in MiB
   * @param perSecond requests answered since the point before
   * @param errors since then
   */
  record Point(long requests, double resident, double perSecond, long errors) {}
}
