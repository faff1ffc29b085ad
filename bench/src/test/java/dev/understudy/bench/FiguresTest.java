package dev.understudy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void knowsLowestAndMedianOfTheRoundsThatWereMeasured() {
    Figures figures = new Figures();
    for (double value : new double[] {40, 24, Double.NaN, 31, 90}) {
      figures.add(value);
    }

    assertThat(figures.lowest()).isEqualTo(24);
    assertThat(figures.median()).isEqualTo(35.5);
    assertThat(new Figures().median()).isNaN();
  }

  @Test
  void saysByHowMuchATargetIsMissed() {
    Target target = Target.atMost("CPU ms per 1,000", 75);

    assertThat(target.verdict(90))
        .isEqualTo("target: CPU ms per 1,000 at most 75.0, measured 90.0: NOT REACHED by 20 %");
    assertThat(target.verdict(75)).endsWith("measured 75.0: reached");
    assertThat(target.verdict(Double.NaN)).endsWith("measured -: not measured");
  }

  @Test
  void saysByHowMuchAFigureFallsShort() {
    Target target = Target.atLeast("throughput kept", 0.9);

    assertThat(target.verdict(0.45))
        .isEqualTo("target: throughput kept at least 0.900, measured 0.450: NOT REACHED by 50 %");
    assertThat(target.verdict(0.9)).endsWith("measured 0.900: reached");
  }

  @Test
  void aSteadySpoolDoesNotGrowAndARisingOneDoes() {
    assertThat(Figures.growth(List.of(0.0, 9.0, 60.0, 3.0, 60.0, 3.0))).isLessThan(1);
    assertThat(Figures.growth(List.of(10.0, 20.0, 30.0, 40.0, 50.0, 60.0))).isEqualTo(20);
  }

  @Test
  void columnsLineUp() {
    Table table = new Table("peer", "ms");
    table.row("nginx", Table.number(1_837.4));

    assertThat(table).hasToString("| peer  |    ms |\n|:------|------:|\n| nginx | 1,837 |\n");
  }

  @Test
  void namesAnUnknownPeer() {
    assertThatThrownBy(() -> Options.parse("--peers", "nginx,apache"))
        .hasMessage(
            "no peer named 'apache'; known: nginx, vertx, vertx-capture, portkey, understudy");
    assertThatThrownBy(() -> Options.parse("--rounds")).hasMessage("--rounds needs a value");
    assertThatThrownBy(() -> Options.parse("--rounds", "0"))
        .hasMessage("--rounds must be within 1 and 999, got '0'");
    assertThat(Options.parse("--only", "sse,drain").scenarios()).containsExactly("sse", "drain");
  }
}
