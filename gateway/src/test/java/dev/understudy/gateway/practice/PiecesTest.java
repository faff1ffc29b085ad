package dev.understudy.gateway.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PiecesTest {
  @Test
  void wordsComeWithTheBlankBeforeThem() {
    assertThat(Pieces.of("The sky is wonderful.\n"))
        .containsExactly("The", " sky", " is", " wonder", "ful.", "\n");
  }

  @Test
  void joinedPiecesAreTheTextAndNoneEndsWithinACodePoint() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      String text =
          random
              .ints(random.nextInt(60), 0, 6)
              .map(pick -> new int[] {' ', '\n', 'a', 'é', '日', 0x1F600}[pick])
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();

      assertThat(String.join("", Pieces.of(text))).as("seed %d", seed).isEqualTo(text);
      assertThat(Pieces.of(text))
          .as("seed %d", seed)
          .noneMatch(piece -> Character.isHighSurrogate(piece.charAt(piece.length() - 1)));
    }
  }
}
