package dev.understudy.trainer.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DistributionTest {

  @Test
  void binsBeginTwiceForEveryDoubling() {
    TreeMap<Long, Long> counts = new TreeMap<>();
    for (long length = 0; length <= 17; length++) {
      counts.put(length, 1L);
    }

    assertThat(Distribution.of("tokens", counts).bins())
        .extracting(bin -> bin.from() + "-" + bin.to() + ": " + bin.rows())
        .containsExactly(
            "0-0: 1",
            "1-1: 1",
            "2-2: 1",
            "3-3: 1",
            "4-5: 2",
            "6-7: 2",
            "8-11: 4",
            "12-15: 4",
            "16-23: 2");
  }

  @Test
  void quantileIsTheSmallestLengthThatShareDoesNotExceed() {
    Distribution lengths =
        Distribution.of("tokens", new TreeMap<>(Map.of(1L, 50L, 2L, 45L, 900L, 5L)));

    assertThat(lengths.median()).isEqualTo(1);
    assertThat(lengths.p75()).isEqualTo(2);
    assertThat(lengths.p95()).isEqualTo(2);
    assertThat(lengths.p99()).isEqualTo(900);
    assertThat(lengths.mean()).isEqualTo(46.4);
  }

  @Test
  void nothingHasNoDistribution() {
    assertThatThrownBy(() -> Distribution.of("tokens", new TreeMap<>()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no rows to measure tokens of");
  }
}
