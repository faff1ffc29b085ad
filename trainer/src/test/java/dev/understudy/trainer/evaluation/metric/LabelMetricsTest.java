package dev.understudy.trainer.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelMetricsTest {
  private static final int[] GOLD = {0, 1, 2, 0, 1, 2};
  private static final int[] ANSWERED = {0, 2, 1, 0, 0, 1};

  @Test
  void figuresOfLabelsAreThoseThatScikitLearnDocuments() {
    LabelCounts counts = LabelCounts.of(3, GOLD, ANSWERED, all(6));

    assertThat(counts.accuracy()).isCloseTo(2.0 / 6, within(1e-12));
    assertThat(counts.precision(0)).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(counts.recall(0)).isEqualTo(1);
    assertThat(counts.f1(0)).isCloseTo(0.8, within(1e-12));
    assertThat(counts.macroF1()).isCloseTo(0.8 / 3, within(1e-12));
    assertThat(new Confusion(3, GOLD, ANSWERED).answers(1)).containsExactly(1L, 0L, 1L, 0L);
  }

  @Test
  void answerWithoutALabelIsNeverRight() {
    LabelCounts counts =
        LabelCounts.of(2, new int[] {0, 0, 1}, new int[] {0, LabelCounts.NONE, 1}, all(3));

    assertThat(counts.accuracy()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(counts.recall(0)).isEqualTo(0.5);
    assertThat(counts.precision(0)).isEqualTo(1);
    assertThat(counts.answered(LabelCounts.NONE)).isEqualTo(1);
  }

  @Test
  void labelThatIsNowhereDoesNotLowerTheMean() {
    LabelCounts counts = LabelCounts.of(3, new int[] {0, 1}, new int[] {0, 1}, all(2));

    assertThat(counts.macroF1()).isEqualTo(1);
    assertThat(counts.f1(2)).isZero();
  }

  @Test
  void areaUnderTheCurveCountsTiesHalf() {
    boolean[] positive = {false, false, true, true};

    assertThat(new RocAuc(new double[] {0.1, 0.4, 0.35, 0.8}, positive).of(all(4))).isEqualTo(0.75);
    assertThat(new RocAuc(new double[] {0.5, 0.5, 0.5, 0.5}, positive).of(all(4))).isEqualTo(0.5);
    assertThat(new RocAuc(new double[] {0.1, 0.5, 0.5, 0.9}, positive).of(all(4))).isEqualTo(0.875);
    assertThat(new RocAuc(new double[] {-0.0, 0, 0, -0.0}, positive).of(all(4))).isEqualTo(0.5);
    assertThat(new RocAuc(new double[4], positive).of(new int[] {0, 1})).isNaN();
  }

  @Test
  void areaUnderTheCurveIsTheShareOfPairsInOrder() {
    SplittableRandom dice = new SplittableRandom(4);
    for (int round = 0; round < 50; round++) {
      double[] scores = dice.ints(40, 0, 9).asDoubleStream().toArray();
      boolean[] positive = new boolean[40];
      IntStream.range(1, 40).forEach(i -> positive[i] = dice.nextBoolean());
      positive[1] = true;

      assertThat(new RocAuc(scores, positive).of(all(40)))
          .isCloseTo(pairsInOrder(scores, positive), within(1e-12));
    }
  }

  private static double pairsInOrder(double[] scores, boolean[] positive) {
    double won = 0;
    int pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (positive[i] && !positive[j]) {
          pairs++;
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return won / pairs;
  }

  @Test
  void calibrationErrorIsTheMeanGapOfTheBins() {
    double[] confidence = {0.95, 0.95, 0.95, 0.95, 0.55, 0.55};
    boolean[] right = {true, true, true, false, false, false};

    Calibration calibration = Calibration.of(confidence, right, all(6));

    // four rows that say 0.95 and are right 0.75 of the time, two that say 0.55 and never are
    assertThat(calibration.error()).isCloseTo((4 * 0.2 + 2 * 0.55) / 6, within(1e-12));
    assertThat(calibration.bins()).hasSize(15);
    Calibration.Bin highest = calibration.bins().get(14);
    assertThat(highest.rows()).isEqualTo(4);
    assertThat(highest.confidence()).isCloseTo(0.95, within(1e-12));
    assertThat(highest.accuracy()).isEqualTo(0.75);
    assertThat(calibration.bins().get(8).rows()).isEqualTo(2);
  }

  @Test
  void binsHoldTheirUpperEdgeAndTheLowestHoldsZero() {
    double[] confidence = {0, 1.0 / 15, 0.2, 1};

    Calibration calibration = Calibration.of(confidence, new boolean[4], all(4));

    assertThat(calibration.bins()).extracting(Calibration.Bin::rows).startsWith(2L, 0L, 1L);
    assertThat(calibration.bins().get(14).rows()).isEqualTo(1);
  }

  @Test
  void perplexityIsTheInverseOfTheMeanProbability() {
    double half = Math.log(0.5);
    double eighth = Math.log(0.125);

    assertThat(Perplexity.of(List.of(List.of(half, half), List.of(half))))
        .isCloseTo(2, within(1e-12));
    assertThat(Perplexity.of(List.of(List.of(half, eighth)))).isCloseTo(4, within(1e-12));
    assertThat(Perplexity.of(List.of(List.of()))).isNaN();
  }

  private static int[] all(int rows) {
    return IntStream.range(0, rows).toArray();
  }
}
