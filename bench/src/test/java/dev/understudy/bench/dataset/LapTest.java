package dev.understudy.bench.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LapTest {
  @Test
  void lapsAreReadFromAmongOtherLines() {
    Lap corpus = new Lap("corpus", 12.5, 20.25);
    Lap card = new Lap("card", 0.001, 0);

    List<Lap> read = Lap.of(List.of("corpus: 5 of 7", corpus.toLine(), "", card.toLine()));

    assertThat(read).containsExactly(corpus, card);
  }
}
