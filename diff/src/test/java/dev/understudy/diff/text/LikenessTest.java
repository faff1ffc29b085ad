package dev.understudy.diff.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.diff.BoundedWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The measures against their definitions; the repetition is the seed. */
class LikenessTest {
  private static final List<Likeness> ALL =
      List.of(new TokenF1(), new RougeL(), new EditLikeness());

  @RepeatedTest(200)
  void theBitParallelSubsequenceIsAsLongAsTheTablesOne(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    List<String> ours = words(random, 200);
    List<String> theirs = words(random, 200);
    int[][] table = new int[ours.size() + 1][theirs.size() + 1];
    for (int i = 1; i <= ours.size(); i++) {
      for (int j = 1; j <= theirs.size(); j++) {
        table[i][j] =
            ours.get(i - 1).equals(theirs.get(j - 1))
                ? table[i - 1][j - 1] + 1
                : Math.max(table[i - 1][j], table[i][j - 1]);
      }
    }

    assertThat(RougeL.commonSubsequence(ours, theirs)).isEqualTo(table[ours.size()][theirs.size()]);
  }

  @RepeatedTest(200)
  void theBitParallelDistanceIsTheTablesOne(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    int[] ours = random.ints(random.nextInt(200), 'a', 'd').toArray();
    int[] theirs = random.ints(random.nextInt(200), 'a', 'd').toArray();
    int[][] table = new int[ours.length + 1][theirs.length + 1];
    for (int i = 0; i <= ours.length; i++) {
      for (int j = 0; j <= theirs.length; j++) {
        table[i][j] =
            i == 0 || j == 0
                ? i + j
                : Math.min(
                    table[i - 1][j - 1] + (ours[i - 1] == theirs[j - 1] ? 0 : 1),
                    1 + Math.min(table[i - 1][j], table[i][j - 1]));
      }
    }

    assertThat(EditLikeness.distance(ours, theirs)).isEqualTo(table[ours.length][theirs.length]);
  }

  @RepeatedTest(100)
  void everyMeasureIsSymmetricWithinZeroAndOneAndOneForTheSame(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    Passage one = Passage.of(String.join(" ", words(random, 20)));
    Passage other = Passage.of(String.join(" ", words(random, 20)));

    for (Likeness likeness : ALL) {
      assertThat(likeness.of(one, one)).as(likeness.word()).isEqualTo(1);
      assertThat(likeness.of(one, other))
          .as(likeness.word())
          .isEqualTo(likeness.of(other, one))
          .isBetween(0.0, 1.0);
    }
  }

  @Test
  void theMeasuresOfASentenceAreThoseOfTheirPapers() {
    Passage one = Passage.of("police killed the gunman");
    Passage other = Passage.of("police kill the gunman");
    Passage third = Passage.of("the gunman kill police");

    // Lin's own example: 3 of 4 words against 2 of 4.
    assertThat(new RougeL().of(one, other)).isCloseTo(0.75, within(1e-9));
    assertThat(new RougeL().of(one, third)).isCloseTo(0.5, within(1e-9));
    assertThat(new TokenF1().of(one, third)).isCloseTo(0.75, within(1e-9));
    assertThat(new EditLikeness().of(one, other)).isCloseTo(1 - 2.0 / 24, within(1e-9));
  }

  @Test
  void textsWithoutWordsAreTheSameOnlyAsTheyAre() {
    for (Likeness likeness : ALL) {
      assertThat(likeness.of(Passage.of("?!"), Passage.of(" ?! "))).isEqualTo(1);
      assertThat(likeness.of(Passage.of("??"), Passage.of("!!"))).isZero();
      assertThat(likeness.of(Passage.of("??"), Passage.of("word"))).isZero();
    }
  }

  @Test
  void longTextsAreMeasuredInBoundedTime() throws InterruptedException {
    Random random = new Random(3);
    StringBuilder one = new StringBuilder();
    StringBuilder other = new StringBuilder();
    for (int i = 0; i < 2_000_000; i++) {
      one.append((char) ('a' + random.nextInt(2))).append(' ');
      other.append((char) ('a' + random.nextInt(2))).append(' ');
    }

    BoundedWork.within(
        Duration.ofSeconds(10),
        () -> {
          Passage ours = Passage.of(one.toString());
          Passage theirs = Passage.of(other.toString());
          assertThat(ours.isClipped()).isTrue();
          for (Likeness likeness : ALL) {
            assertThat(likeness.of(ours, theirs)).isBetween(0.1, 1.0);
          }
        });
  }

  @Test
  void tokensFollowTheScript() {
    assertThat(Tokens.of("Don't pay $3,000.50 - ever; -2 \u00c9t\u00e9!").words())
        .containsExactly("don", "t", "pay", "$", "3,000.50", "ever", "-2", "\u00e9t\u00e9");
    assertThat(Tokens.of("GPT\u3068\u6f22\u5b57").words())
        .containsExactly("gpt", "\u3068", "\u6f22", "\u5b57");
    assertThat(Tokens.of("\u0928\u092e\u0938\u094d\u0924\u0947 1.").words())
        .containsExactly("\u0928\u092e\u0938\u094d\u0924\u0947", "1");
  }

  private static List<String> words(Random random, int most) {
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      words.add(List.of("a", "b", "c", "d", "e").get(random.nextInt(5)));
    }
    return words;
  }
}
