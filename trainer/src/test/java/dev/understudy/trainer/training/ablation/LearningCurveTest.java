package dev.understudy.trainer.training.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.trainer.evaluation.interval.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearningCurveTest {
  private static final List<Double> SHARES = Ablation.SHARES;

  @Test
  void lawIsFoundAgainInWhatItMade() {
    List<PowerLaw.Point> points = new ArrayList<>();
    for (double share : SHARES) {
      points.add(new PowerLaw.Point(10_000 * share, 0.05 + 3 * Math.pow(10_000 * share, -0.5), 1));
    }

    PowerLaw law = PowerLaw.fitted(points);

    assertThat(law.power()).isEqualTo(0.5, within(0.011));
    assertThat(law.at(20_000)).isEqualTo(0.05 + 3 / Math.sqrt(20_000), within(2e-4));
    assertThat(law.at(40_000)).isEqualTo(0.05 + 3 / Math.sqrt(40_000), within(4e-4));
  }

  @Test
  void errorNeverFallsBelowNothing() {
    List<PowerLaw.Point> points = new ArrayList<>();
    for (double share : SHARES) {
      points.add(new PowerLaw.Point(1_000 * share, 0.3 - 0.25 * share, 1));
    }

    PowerLaw law = PowerLaw.fitted(points);

    assertThat(law.floor()).isNotNegative();
    assertThat(law.at(1e9)).isBetween(0.0, 0.05);
  }

  @Test
  void forecastsHoldTheTruthAboutAsOftenAsTheySay() {
    DoubleUnaryOperator truth = rows -> 0.06 + 2 * Math.pow(rows, -0.5);
    int held = 0;
    int times = 20;

    for (int i = 0; i < times; i++) {
      LearningCurve curve =
          LearningCurve.of(measured(truth, 600, 2, new SplittableRandom(i)), false);
      held +=
          curve.forecasts().stream()
                  .filter(each -> each.times() == 2)
                  .anyMatch(each -> each.within().contains(1 - truth.applyAsDouble(20_000)))
              ? 1
              : 0;
    }

    assertThat(held).isBetween(16, 20);
  }

  @Test
  void seedsAskedTheSameRowsShareTheLuckOfThem() {
    List<Boolean> wrong = wrong(20, 100);
    List<Measured> measured = new ArrayList<>();
    for (long seed = 0; seed < 9; seed++) {
      measured.add(new Measured("run", 1, seed, 1000, wrong));
    }

    double shared = width(LearningCurve.of(measured, true));
    double own = width(LearningCurve.of(measured, false));

    // By Wald: 2 * 1.96 * sqrt(0.2 * 0.8 / 100), and a third of it for nine tests.
    assertThat(shared).isCloseTo(0.157, within(0.02));
    assertThat(own).isCloseTo(0.157 / 3, within(0.01));
  }

  private static double width(LearningCurve curve) {
    Interval within = curve.steps().get(0).within();
    return within.high() - within.low();
  }

  @Test
  void moreRowsOfASetThatIsLearntOutBringNothing() {
    List<Measured> measured = new ArrayList<>();
    for (double share : SHARES) {
      measured.add(new Measured("run", share, 0, Math.round(1000 * share), wrong(20, 200)));
    }

    LearningCurve curve = LearningCurve.of(measured, false);

    assertThat(curve.law()).isNull();
    assertThat(curve.forecasts()).isEmpty();
    assertThat(curve.why())
        .isEqualTo(
            "the error does not fall with more rows here: more rows like these promise nothing, or"
                + " the differences are below what this test can show; try more seeds, a larger"
                + " test, smaller shares");
  }

  @Test
  void threePointsAreNoCurve() {
    List<Measured> measured = new ArrayList<>();
    for (double share : List.of(0.25, 0.5, 1.0)) {
      measured.add(
          new Measured("run", share, 0, Math.round(1000 * share), wrong((int) (40 / share), 400)));
    }

    LearningCurve curve = LearningCurve.of(measured, false);

    assertThat(curve.steps())
        .extracting(LearningCurve.Step::accuracy)
        .containsExactly(0.6, 0.8, 0.9);
    assertThat(curve.why())
        .isEqualTo("a curve needs 4 shares or more, got 3: name more under ablation.shares");
  }

  @Test
  void reportAnswersWhatMoreRowsWouldBring() {
    List<Measured> measured =
        measured(rows -> 0.06 + 2 * Math.pow(rows, -0.5), 2_000, 2, new SplittableRandom(3));
    AblationReport report =
        new AblationReport(
            "moderation",
            "a test",
            new Ablated(measured, new TreeMap<>()),
            LearningCurve.of(measured, false));

    LearningCurve.Forecast twice = report.curve().forecasts().get(0);
    assertThat(twice.gain()).isBetween(0.0, 0.02);
    assertThat(twice.gainWithin().contains(twice.gain())).isTrue();
    assertThat(report.text())
        .startsWith("moderation, measured on a test")
        .contains("2 times the rows: about 9", "4 times the rows: about 9");
    assertThat(report.json()).contains("\"forecasts\"").doesNotContain("NaN");
    assertThat(AblationPage.write(report))
        .contains("4 times the rows", "<polyline", "forecast, 2 times the rows");
    assertThat(Objects.requireNonNull(report.curve().law()).falls()).isTrue();
  }

  private static List<Measured> measured(
      DoubleUnaryOperator error, int rows, int seeds, SplittableRandom dice) {
    List<Measured> measured = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      double[] hardness = dice.doubles(rows).toArray(); // the same rows are hard for all shares
      for (double share : SHARES) {
        double falls = error.applyAsDouble(10_000 * share);
        List<Boolean> wrong = Arrays.stream(hardness).mapToObj(each -> each < falls).toList();
        measured.add(new Measured("run", share, seed, Math.round(10_000 * share), wrong));
      }
    }
    return measured;
  }

  private static List<Boolean> wrong(int count, int rows) {
    return IntStream.range(0, rows).mapToObj(row -> row < count).toList();
  }
}
