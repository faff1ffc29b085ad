package dev.understudy.diff.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BurstsTest {
  private final Bursts bursts = new Bursts(Duration.ofSeconds(60), 3);

  @Test
  void firstObservationOfABurstCountsAndTheOthersDoNot() {
    assertThat(bursts.begins(7, 0)).isTrue();
    assertThat(bursts.begins(7, 59_999)).isFalse();
    assertThat(bursts.begins(7, 119_998)).isFalse();
  }

  @Test
  void keyThatWasQuietForLongEnoughBeginsAnotherBurst() {
    bursts.begins(7, 0);
    bursts.begins(7, 30_000);

    assertThat(bursts.begins(7, 90_000)).isTrue();
  }

  @Test
  void otherKeysCountForThemselves() {
    bursts.begins(7, 0);

    assertThat(bursts.begins(8, 1)).isTrue();
  }

  @Test
  void keyThatWasQuietLongestIsForgottenForANewOne() {
    bursts.begins(1, 0);
    bursts.begins(2, 1);
    bursts.begins(3, 2);
    bursts.begins(1, 3);

    bursts.begins(4, 4);

    assertThat(bursts.size()).isEqualTo(3);
    assertThat(bursts.forgotten()).isEqualTo(1);
    assertThat(bursts.begins(1, 5)).isFalse();
    assertThat(bursts.begins(2, 6)).isTrue();
  }

  @Test
  void endedBurstsTakeNoRoom() {
    bursts.begins(1, 0);
    bursts.begins(2, 1);

    bursts.begins(3, 70_000);

    assertThat(bursts.size()).isEqualTo(1);
    assertThat(bursts.forgotten()).isZero();
  }

  @Test
  void withoutAQuietTimeEverythingCounts() {
    Bursts all = new Bursts(Duration.ZERO, 3);

    assertThat(all.begins(7, 0)).isTrue();
    assertThat(all.begins(7, 0)).isTrue();
  }
}
