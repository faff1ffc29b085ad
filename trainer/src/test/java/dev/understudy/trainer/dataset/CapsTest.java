package dev.understudy.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CapsTest {
  @Test
  void oneThatHasTooMuchIsCutDownToTheShareOfWhatIsLeft() {
    // 90 users of one row each and one of 60: 10 of 100 are a tenth
    assertThat(Caps.most(Map.of(1L, 90L, 60L, 1L), 0, 0.1)).isEqualTo(10);
  }

  @Test
  void whoHasLessThanTheShareKeepsAll() {
    assertThat(Caps.most(Map.of(1L, 90L, 5L, 2L), 0, 0.1)).isEqualTo(5);
  }

  @Test
  void rowsOfNobodyCountAsRows() {
    assertThat(Caps.most(Map.of(60L, 1L), 90, 0.1)).isEqualTo(10);
  }

  @Test
  void everyoneKeepsOneRowHoweverSmallTheShare() {
    assertThat(Caps.most(Map.of(7L, 3L), 0, 0.01)).isEqualTo(1);
  }

  @Test
  void noLargerCapWouldDo() {
    Random random = new Random(11);
    for (int i = 0; i < 500; i++) {
      Map<Long, Long> sizes = new TreeMap<>();
      for (int j = random.nextInt(6) + 1; j > 0; j--) {
        sizes.put(1L + random.nextInt(200), 1L + random.nextInt(20));
      }
      double share = 0.02 + random.nextDouble() * 0.5;

      long most = Caps.most(sizes, 0, share);

      long largest = sizes.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
      assertThat(most == 1 || most <= share * kept(sizes, most)).isTrue();
      assertThat(most == largest || most + 1 > share * kept(sizes, most + 1)).isTrue();
    }
  }

  private static long kept(Map<Long, Long> sizes, long cap) {
    return sizes.entrySet().stream()
        .mapToLong(each -> Math.min(cap, each.getKey()) * each.getValue())
        .sum();
  }
}
