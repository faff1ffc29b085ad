package dev.understudy.gateway.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShownRecordsTest {
  private final ShownRecords shown = new ShownRecords();

  private int newOnes(String segment, int records) {
    shown.begin(segment);
    int found = 0;
    for (int i = 0; i < records; i++) {
      found += shown.isNew(new UUID(0, i)) ? 1 : 0;
    }
    return found;
  }

  @Test
  void segmentThatGoesOnWhereItWasLeftShowsTheRest() {
    assertThat(newOnes("a", 60)).isEqualTo(60);

    shown.begin("a"); // of 100, the first 40 were taken

    int found = 0;
    for (int i = 40; i < 100; i++) {
      found += shown.isNew(new UUID(0, i)) ? 1 : 0;
    }
    assertThat(found).isEqualTo(40);
  }

  @Test
  void whatWaitsThroughALongOutageIsShownOnce() {
    int found = 0;
    for (int attempt = 0; attempt < 3; attempt++) {
      for (int segment = 0; segment < 200; segment++) {
        found += newOnes("segment-" + segment, 1_000);
      }
    }

    assertThat(found).isEqualTo(200_000);
  }

  @Test
  void whatWasNotReachedBeforeIsShownLater() {
    assertThat(newOnes("a", 3)).isEqualTo(3);
    assertThat(newOnes("b", 1)).isEqualTo(1);
    assertThat(newOnes("a", 10)).isEqualTo(7);
  }

  @Test
  void carriedSegmentIsForgotten() {
    newOnes("a", 3);

    shown.carried("a");

    assertThat(newOnes("a", 3)).isEqualTo(3);
  }
}
