package dev.understudy.trainer.similar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  private final Choice choice = new Choice(2);

  @Test
  void takesTheBestAndTheNearestInWhateverOrderTheyCome() {
    List<Integer> ranks = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 7, 1));
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(ranks, new Random(seed));
      ranks.forEach(rank -> choice.offer(rank, 20 - rank));

      assertThat(drained()).as("seed %d", seed).containsExactly(1L, 2L, 7L, 6L);
    }
  }

  @Test
  void ofEquallyNearOnesTheBestIsTaken() {
    for (long rank = 9; rank > 0; rank--) {
      choice.offer(rank, rank == 8 ? 1 : 5);
    }

    assertThat(drained()).containsExactly(1L, 2L, 8L);
  }

  @Test
  void forgetsWhatItTold() {
    choice.offer(1, 1);
    drained();

    assertThat(drained()).isEmpty();
  }

  private List<Long> drained() {
    List<Long> ranks = new ArrayList<>();
    choice.drain((rank, differing) -> ranks.add(rank));
    return ranks;
  }
}
