package dev.understudy.trainer.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expected figures are those of sacreBLEU 2.6.0 with its defaults. */
class CorpusMeasuresTest {
  private static final List<String> TEXTS =
      List.of(
          "The cat sat on the mat.",
          "It wasn't surprising, was it?",
          "The man had just bitten him.",
          "short",
          "Price is $3,000.50 -- a well-known fact (see p. 4)!");
  private static final List<String> REFERENCES =
      List.of(
          "The cat is on the mat.",
          "It was not surprising, was it?",
          "The man had bitten the dog.",
          "A short answer",
          "The price is $3,000.50, a well-known fact (see p. 4).");

  private final Bleu bleu = new Bleu();
  private final ChrF chrF = new ChrF();

  @Test
  void bleuOfACorpusIsThatOfSacreBleu() {
    assertThat(corpus(bleu, TEXTS, REFERENCES)).isCloseTo(49.83098251461296, within(1e-9));
    assertThat(
            corpus(
                bleu,
                List.of(
                    "The dog bit the man.",
                    "It wasn't surprising.",
                    "The man had just bitten him."),
                List.of(
                    "The dog bit the man.", "It was not unexpected.", "The man bit him first.")))
        .isCloseTo(45.06750632106114, within(1e-9));
  }

  @Test
  void bleuOfSingleTextsIsThatOfSacreBleu() {
    double[] expected = {48.892302243490086, 55.780028607687655, 27.77619034011791, 0};
    for (int i = 0; i < expected.length; i++) {
      assertThat(one(bleu, TEXTS.get(i), REFERENCES.get(i))).isCloseTo(expected[i], within(1e-9));
    }
    assertThat(one(bleu, "the the the the the the the", "the cat is on the mat"))
        .isCloseTo(7.809849842300637, within(1e-9));
    assertThat(one(bleu, "don&apos;t &quot;x&quot; A&B 1-2 a-b 3.5, x.", "don't x"))
        .isCloseTo(2.0244462660665508, within(1e-9));
    assertThat(one(bleu, "", "abc")).isZero();
    assertThat(one(bleu, "a b c d", "e f g h")).isZero();
  }

  @Test
  void wordsAreThoseOfMteval() {
    assertThat(TranslationTokens.of("Price is $3,000.50 -- a well-known fact (see p. 4)!"))
        .containsExactly("Price is $ 3,000.50 -- a well-known fact ( see p . 4 ) !".split(" ", -1));
    assertThat(TranslationTokens.of("don&apos;t &quot;x&quot; A&B 1-2 a-b 3.5, x."))
        .containsExactly("don & apos ; t \" x \" A & B 1 - 2 a-b 3.5 , x .".split(" ", -1));
    assertThat(TranslationTokens.of(" \n ")).isEmpty();
  }

  @Test
  void chrFIsThatOfSacreBleu() {
    assertThat(corpus(chrF, TEXTS, REFERENCES)).isCloseTo(70.0600360915412, within(1e-9));
    assertThat(one(chrF, TEXTS.get(0), REFERENCES.get(0)))
        .isCloseTo(67.17273492330233, within(1e-9));
    assertThat(one(chrF, "short", "A short answer")).isCloseTo(33.310548831508605, within(1e-9));
    assertThat(one(chrF, "日本語 です", "日本語 でした")).isCloseTo(43.997429305912604, within(1e-9));
    assertThat(one(chrF, "", "abc")).isZero();
    assertThat(one(chrF, "abc", "")).isZero();
  }

  @Test
  void sameTextsScoreAHundred() {
    assertThat(corpus(bleu, TEXTS, TEXTS)).isCloseTo(100, within(1e-9));
    assertThat(corpus(chrF, TEXTS, TEXTS)).isCloseTo(100, within(1e-9));
  }

  private static double one(CorpusMeasure measure, String text, String reference) {
    return corpus(measure, List.of(text), List.of(reference));
  }

  private static double corpus(CorpusMeasure measure, List<String> texts, List<String> references) {
    long[][] counts =
        IntStream.range(0, texts.size())
            .mapToObj(i -> measure.counts(texts.get(i), references.get(i)))
            .toArray(long[][]::new);
    return measure.score(counts, IntStream.range(0, texts.size()).toArray());
  }
}
