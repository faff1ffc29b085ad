package dev.understudy.rules.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DistinctKeysTest {
  @Test
  void everyKeyCountsOnceHoweverOftenItComes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      int among = 1 + random.nextInt(3_000);
      DistinctKeys keys = new DistinctKeys();
      Set<Long> expected = new HashSet<>();
      for (int i = random.nextInt(5_000); i > 0; i--) {
        long key = random.nextInt(among);
        keys.add(key);
        expected.add(key);
      }

      assertThat(keys.count()).as("seed %d", seed).isEqualTo(expected.size());
    }
  }
}
