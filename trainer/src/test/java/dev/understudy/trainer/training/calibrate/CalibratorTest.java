package dev.understudy.trainer.training.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.student.classifier.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CalibratorTest {
  @Test
  void temperatureOfScoresThatWereMadeTooLargeIsFound() {
    List<Scored> rows = rows(20_000, 2.5, 0, new Random(1));

    Calibration fitted = Calibrator.TEMPERATURE.fit(rows, 2);

    assertThat(fitted.temperature()).isCloseTo(2.5, Offset.offset(0.1));
    assertThat(fitted.bias()).containsExactly(0.0, 0.0);
  }

  @Test
  void biasOfATrainingSetThatWasMixedOtherwiseIsFound() {
    List<Scored> rows = rows(20_000, 1.5, Math.log(9), new Random(2));

    Calibration fitted = Calibrator.TEMPERATURE_AND_BIAS.fit(rows, 2);

    assertThat(fitted.temperature()).isCloseTo(1.5, Offset.offset(0.1));
    assertThat(fitted.bias().get(0) - fitted.bias().get(1))
        .isCloseTo(Math.log(9), Offset.offset(0.15));
  }

  @Test
  void scoresWithoutASingleMistakeKeepABoundedTemperature() {
    List<Scored> rows =
        List.of(new Scored(List.of(3f, 0f), 0, 1), new Scored(List.of(0f, 3f), 1, 1));

    assertThat(Calibrator.TEMPERATURE.fit(rows, 2).temperature()).isBetween(0.049, 20.0);
  }

  @Test
  void scoresAreTakenAsTheyAreWhereNothingIsToBeFitted() {
    assertThat(Calibrator.NONE.fit(rows(100, 2, 0, new Random(3)), 2))
        .isEqualTo(Calibration.none(2));
    assertThat(Calibrator.TEMPERATURE.fit(List.of(), 2)).isEqualTo(Calibration.none(2));
  }

  @Test
  void everyLabelIsAsFrequentToBalancedDecisions() {
    List<Scored> rows = rows(20_000, 1, Math.log(9), new Random(4));
    Calibration calibration = new Calibration(1, List.of(Math.log(9), 0.0));

    List<Double> thresholds =
        new DecisionGoal.BalancedAccuracy().thresholds(rows, calibration, List.of("0", "1"));

    double share = rows.stream().filter(row -> row.label() == 1).count() / (double) rows.size();
    assertThat(thresholds.get(1)).isCloseTo(share, Offset.offset(0.02));
    assertThat(thresholds.get(0) + thresholds.get(1)).isCloseTo(1, Offset.offset(1e-9));
  }

  @Test
  void askedRecallIsReachedWithTheHighestThresholdThatDoes() {
    List<Scored> rows = rows(5_000, 1, 0, new Random(5));
    Calibration calibration = Calibration.none(2);

    List<Double> thresholds =
        new DecisionGoal.Recall("1", 0.9).thresholds(rows, calibration, List.of("0", "1"));

    double recall = recall(rows, calibration, thresholds.get(1));
    assertThat(recall).isBetween(0.9, 0.901);
    assertThat(recall(rows, calibration, thresholds.get(1) * 1.01)).isLessThan(0.9);
  }

  private static double recall(List<Scored> rows, Calibration calibration, double threshold) {
    long all = rows.stream().filter(row -> row.label() == 1).count();
    long found =
        rows.stream()
            .filter(row -> row.label() == 1)
            .filter(row -> calibration.probabilities(row.logits()).get(1) >= threshold)
            .count();
    return found / (double) all;
  }

  /** Rows whose labels are drawn by the scores, which are then made larger. */
  private static List<Scored> rows(int count, double tooLarge, double bias, Random random) {
    List<Scored> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double score = 2 * random.nextGaussian();
      double chance = 1 / (1 + Math.exp(-(score - bias)));
      int label = random.nextDouble() < chance ? 1 : 0;
      rows.add(new Scored(List.of(0f, (float) (score * tooLarge)), label, 1));
    }
    return rows;
  }
}
