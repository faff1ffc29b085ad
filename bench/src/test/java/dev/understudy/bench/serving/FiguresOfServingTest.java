package dev.understudy.bench.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FiguresOfServingTest {
  @Test
  void growthIsTheSlopeOfMemoryOverRequests() {
    List<MemoryScenario.Point> points = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      points.add(new MemoryScenario.Point(5_000 + 1_000 * i, 700 + 0.5 * i, 90, 0));
    }

    assertThat(MemoryScenario.slope(points))
        .isEqualTo(
            "from 5,000 requests on: +2.0 MiB in all,"
                + " +512.00 KiB per 1,000 requests by least squares");
  }

  @Test
  void cpuIsSharedOutAmongAnsweredRequests() {
    Histogram latencies = new Histogram(3);
    latencies.recordValueWithCount(2_000_000, 100);

    Sample sample = new Sample(latencies, 3, Duration.ofSeconds(4), Duration.ofSeconds(1));

    assertThat(sample.perSecond()).isEqualTo(25);
    assertThat(sample.cpuMillisPerRequest()).isEqualTo(10);
    assertThat(sample.millisAt(99)).isCloseTo(2, within(0.01));
  }

  @Test
  void confidencesOfDifferentLabelsAreSetAgainstEachOther() {
    assertThat(
            Answers.farthest(
                List.of("True 0.900000", "False 0.510000"),
                List.of("True 0.890000", "True 0.520000")))
        .isCloseTo(0.03, within(1e-9));
  }

  @Test
  void textsHaveTheirTokensAndComeAgain() {
    List<String> texts = Texts.drawn(text -> text.split(" ").length + 2, 50, 6, 16, 3);

    assertThat(texts).allSatisfy(text -> assertThat(text.split(" ").length).isBetween(4, 14));
    assertThat(texts.stream().map(text -> text.split(" ").length).distinct()).hasSize(11);
    assertThat(Texts.drawn(text -> text.split(" ").length + 2, 50, 6, 16, 3)).isEqualTo(texts);
  }

  @Test
  void optionsSayWhatIsMeasured() {
    ServingOptions options =
        ServingOptions.parse("--rounds", "2", "--quick", "--cores", "2", "--only", "speed");

    assertThat(options.rounds()).isEqualTo(2);
    assertThat(options.requests()).isEqualTo(2_000);
    assertThat(options.cores()).containsExactly(2);
    assertThat(options.memory()).isFalse();
    assertThatThrownBy(() -> ServingOptions.parse("--encoders", "bert"))
        .hasMessage("expected one of all-MiniLM-L6-v2, bge-small-en-v1.5, e5-small-v2, got 'bert'");
  }
}
