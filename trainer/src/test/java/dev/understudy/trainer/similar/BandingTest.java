package dev.understudy.trainer.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandingTest {
  @ParameterizedTest
  @CsvSource({"0.85, 128, 16, 8", "0.5, 128, 42, 3", "0.9, 128, 12, 10", "1, 128, 1, 128"})
  void bandsAreAsLongAsFewMissesAllow(double threshold, int places, int bands, int rows) {
    assertThat(Banding.of(threshold, places)).isEqualTo(new Banding(bands, rows));
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0.9999", "0.85, 0.994", "0.8, 0.947", "0.7, 0.61", "0.6, 0.24", "0.5, 0.06"})
  void meetsAsDocumented(double similarity, double meeting) {
    assertThat(Banding.of(0.85, 128).meeting(similarity)).isCloseTo(meeting, within(0.005));
  }

  @Test
  void aKeyDependsOnItsBandAlone() {
    Banding banding = new Banding(2, 2);

    long[] keys = banding.keys(new long[] {1, 2, 3, 4});

    assertThat(banding.keys(new long[] {1, 2, 9, 4})[0]).isEqualTo(keys[0]);
    assertThat(banding.keys(new long[] {1, 2, 9, 4})[1]).isNotEqualTo(keys[1]);
    assertThat(banding.keys(new long[] {2, 1, 3, 4})[0]).isNotEqualTo(keys[0]);
  }

  @Test
  void bandsOfTheSameValuesHaveKeysOfTheirOwn() {
    assertThat(new Banding(3, 1).keys(new long[] {7, 7, 7})).doesNotHaveDuplicates();
  }
}
