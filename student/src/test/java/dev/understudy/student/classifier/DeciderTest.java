package dev.understudy.student.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DeciderTest {
  private static final Offset<Double> NEARLY = Offset.offset(1e-9);

  @Test
  void probabilitiesAreTheSoftmaxOfScoresByTemperatureAndBias() {
    Calibration calibration = new Calibration(2, List.of(0.0, Math.log(3)));

    List<Double> probabilities = calibration.probabilities(List.of(4f, 4f));

    assertThat(probabilities.get(0)).isCloseTo(0.25, NEARLY);
    assertThat(probabilities.get(1)).isCloseTo(0.75, NEARLY);
    assertThat(Calibration.none(2).probabilities(List.of(1000f, 0f))).containsExactly(1.0, 0.0);
  }

  @Test
  void likeliestLabelIsChosenWhereThresholdsAreEqual() {
    Decider.Decision decision = decider(0.5, 0.5).decide(List.of(0f, 0.1f));

    assertThat(decision.chosen()).isEqualTo(1);
    assertThat(decision.confidence()).isCloseTo(1 / (1 + Math.exp(-0.1)), Offset.offset(1e-6));
  }

  @Test
  void labelIsChosenFromItsThresholdOn() {
    Decider careful = decider(0.2, 0.8);

    assertThat(careful.decide(logits(0.79)).chosen()).isZero();
    assertThat(careful.decide(logits(0.81)).chosen()).isEqualTo(1);
    assertThat(careful.decide(logits(0.79)).confidence()).isCloseTo(0.21, Offset.offset(1e-6));
  }

  @Test
  void labelsThatMakeNoChoiceAreRefused() {
    LabelChoice yes = new LabelChoice("yes", "Yes.", 0.5);

    assertThatThrownBy(() -> new Decider(List.of(yes), Calibration.none(1)))
        .hasMessage("a classifier needs at least two labels, got 1");
    assertThatThrownBy(() -> new Decider(List.of(yes, yes), Calibration.none(2)))
        .hasMessage("labels must differ from one another");
    assertThatThrownBy(() -> new Decider(List.of(yes, yes), Calibration.none(2)))
        .hasMessage("labels must differ from one another");
    assertThatThrownBy(() -> new LabelChoice("yes", "Yes.", 1))
        .hasMessage("threshold must be between 0 and 1, got 1.0 (label 'yes')");
    assertThatThrownBy(() -> new Calibration(0, List.of()))
        .hasMessage("temperature must be greater than 0, got 0.0");
  }

  private static List<Float> logits(double probability) {
    return List.of(0f, (float) Math.log(probability / (1 - probability)));
  }

  private static Decider decider(double first, double second) {
    return new Decider(
        List.of(new LabelChoice("0", "no", first), new LabelChoice("1", "yes", second)),
        Calibration.none(2));
  }
}
