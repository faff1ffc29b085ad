package dev.understudy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GrowthTest {
  @Test
  void exponentIsThatOfThePowerLawTheFiguresFollow() {
    Growth growth = new Growth();
    for (int size : new int[] {100, 300, 1_000, 2_000}) {
      growth.add(size, 0.7 * Math.pow(size, 1.5));
    }

    assertThat(growth.exponent()).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void exponentOfFiguresThatScatterIsThatOfLeastSquares() {
    Growth growth = new Growth();
    growth.add(1, 1);
    growth.add(Math.E, Math.exp(2));
    growth.add(Math.exp(2), Math.exp(2));

    assertThat(growth.exponent()).isCloseTo(1, within(1e-9));
  }

  @Test
  void oneSizeTellsNoGrowth() {
    Growth growth = new Growth();
    growth.add(100, 5);

    assertThat(growth.exponent()).isNaN();
  }
}
