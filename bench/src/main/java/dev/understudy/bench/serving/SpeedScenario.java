package dev.understudy.bench.serving;

import dev.understudy.bench.Figures;
import dev.understudy.bench.Table;
import dev.understudy.bench.machine.CoreClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Measures contenders in turns, round by round, each round beginning with another one. */
final class SpeedScenario {
  /** How many questions are under way at a time. */
  static final List<Integer> CONCURRENT = List.of(1, 16, 64);

  private final List<Contender> contenders;
  private final Duration window;
  private final List<List<List<Sample>>> samples = new ArrayList<>();
  private Duration others = Duration.ZERO;
  private Duration measured = Duration.ZERO;

  /**
   * A scenario.
   *
   * @param contenders among them ONNX Runtime, once over HTTP and once without if any other is
   */
  SpeedScenario(List<Contender> contenders, Duration window) {
    this.contenders = List.copyOf(contenders);
    this.window = window;
    for (int level = 0; level < CONCURRENT.size(); level++) {
      List<List<Sample>> all = new ArrayList<>();
      contenders.forEach(each -> all.add(new ArrayList<>()));
      samples.add(all);
    }
  }

  /** Runs each at each level until the JVM has compiled what matters. */
  void warmUp(Duration each) {
    for (Contender contender : contenders) {
      CONCURRENT.forEach(concurrent -> contender.measure(concurrent, each));
    }
  }

  void run(int rounds) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      order.add(i);
    }
    for (int round = 0; round < rounds; round++) {
      for (int level = 0; level < CONCURRENT.size(); level++) {
        for (int which : order) {
          samples.get(level).get(which).add(sample(contenders.get(which), CONCURRENT.get(level)));
        }
      }
      Collections.rotate(order, 1);
      System.err.printf(Locale.ROOT, "  round %d of %d%n", round + 1, rounds);
    }
  }

  private Sample sample(Contender contender, int concurrent) {
    CoreClock before = CoreClock.of(0);
    Sample sample = contender.measure(concurrent, window);
    CoreClock after = CoreClock.of(0);
    measured = measured.plus(sample.took());
    others =
        others
            .plus(after.busy().minus(before.busy()))
            .plus(after.stolen().minus(before.stolen()))
            .minus(sample.cpu());
    return sample;
  }

  /** How much of core 0 others took; says nothing where a server has several cores. */
  double othersPercent() {
    return 100.0 * others.toMillis() / measured.toMillis();
  }

  /**
   * A line for each level and contender. Highest and lowest are those neighbours disturbed least.
   */
  Table table() {
    Table table =
        new Table(
            "concurrent",
            "engine",
            "req/s: highest",
            "median",
            "x onnxruntime: of highest",
            "median of rounds",
            "CPU ms/request: lowest",
            "x onnxruntime",
            "p50 ms: lowest",
            "p99 ms: lowest",
            "errors",
            "of requests");
    for (int level = 0; level < CONCURRENT.size(); level++) {
      for (int which = 0; which < contenders.size(); which++) {
        row(table, level, which);
      }
    }
    return table;
  }

  private void row(Table table, int level, int which) {
    List<Sample> own = samples.get(level).get(which);
    List<Sample> peer = samples.get(level).get(peer(which));
    Figures rates = figures(own, Sample::perSecond);
    double cpu = figures(own, Sample::cpuMillisPerRequest).lowest();
    Figures ratios = new Figures();
    for (int round = 0; round < own.size(); round++) {
      ratios.add(own.get(round).perSecond() / peer.get(round).perSecond());
    }
    table.row(
        Integer.toString(CONCURRENT.get(level)),
        contenders.get(which).name(),
        Table.number(rates.highest()),
        Table.number(rates.median()),
        Table.number(rates.highest() / figures(peer, Sample::perSecond).highest()),
        Table.number(ratios.median()),
        Table.number(cpu),
        Table.number(cpu / figures(peer, Sample::cpuMillisPerRequest).lowest()),
        Table.number(figures(own, sample -> sample.millisAt(50)).lowest()),
        Table.number(figures(own, sample -> sample.millisAt(99)).lowest()),
        Long.toString(own.stream().mapToLong(Sample::errors).sum()),
        String.format(
            Locale.ROOT,
            "%,d",
            own.stream()
                .mapToLong(each -> each.latencies().getTotalCount() + each.errors())
                .sum()));
  }

  /** Over HTTP the peer over HTTP, without it the peer without it. */
  private int peer(int which) {
    boolean direct = contenders.get(which) instanceof Contender.Direct;
    for (int i = 0; i < contenders.size(); i++) {
      boolean isPeer = contenders.get(i).name().startsWith(Engine.ONNX.label());
      if (isPeer && contenders.get(i) instanceof Contender.Direct == direct) {
        return i;
      }
    }
    throw new IllegalStateException("no peer among the contenders");
  }

  private static Figures figures(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    Figures figures = new Figures();
    samples.forEach(sample -> figures.add(figure.applyAsDouble(sample)));
    return figures;
  }
}
