package dev.understudy.trainer.card.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.understudy.trainer.card.Drift.Verdict;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChanceTest {

  @Test
  void quantilesAreThoseOfTheTables() {
    Chance chance = new Chance(1000, 1000);

    // Chi-squared at 99 %: 6.635 with one degree of freedom, 21.666 with nine.
    assertThat(chance.psi(2)).isCloseTo(6.635 * 0.002, offset(0.0005));
    assertThat(chance.psi(10)).isCloseTo(21.666 * 0.002, offset(0.0005));
    assertThat(chance.distance()).isCloseTo(1.628 * Math.sqrt(0.002), offset(0.0005));
  }

  @Test
  void sameSharesExceedTheLimitAboutOnceInAHundredTimes() {
    Random random = new Random(5);
    Chance chance = new Chance(2000, 700);
    int beyond = 0;

    for (int i = 0; i < 1000; i++) {
      double now = draws(random, 700) / 700.0;
      double before = draws(random, 2000) / 2000.0;
      double psi =
          (now - before) * Math.log(now / before)
              + (before - now) * Math.log((1 - now) / (1 - before));
      beyond += psi > chance.psi(2) ? 1 : 0;
    }

    assertThat(beyond).isBetween(3, 22);
  }

  private static int draws(Random random, int rows) {
    int drawn = 0;
    for (int i = 0; i < rows; i++) {
      drawn += random.nextInt(10) < 3 ? 1 : 0;
    }
    return drawn;
  }

  @Test
  void verdictNeedsRowsThenMoreThanChanceThenSize() {
    assertThat(new Chance(99, 5000).verdict(0.9, 0.01, 0.1)).isEqualTo(Verdict.TOO_FEW);
    assertThat(new Chance(500, 500).verdict(0.01, 0.01, 0.1)).isEqualTo(Verdict.CHANCE);
    assertThat(new Chance(500, 500).verdict(0.09, 0.01, 0.1)).isEqualTo(Verdict.SLIGHT);
    assertThat(new Chance(500, 500).verdict(0.1, 0.01, 0.1)).isEqualTo(Verdict.NOTABLE);
  }

  @Test
  void sentenceSaysWhyWithTheFigures() {
    Chance chance = new Chance(8411, 1203);

    assertThat(chance.sentence(Verdict.NOTABLE, "'1' went up", "PSI 0.310", 0.0123, 0.1))
        .isEqualTo(
            "Notable: '1' went up; that is large, and more than chance makes with 1,203 rows now"
                + " and 8,411 before (PSI 0.310, by chance up to 0.012, notable from 0.1).");
    assertThat(chance.sentence(Verdict.TOO_FEW, "'1' went up", "PSI 0.310", 0.0123, 0.1))
        .isEqualTo(
            "Too few rows to tell: 1,203 rows now and 8,411 before, and at least 100 of each are"
                + " wanted.");
  }
}
