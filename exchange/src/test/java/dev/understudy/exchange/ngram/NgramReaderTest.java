package dev.understudy.exchange.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NgramReaderTest {
  private final NgramReader reader = NgramReader.DEFAULT;

  @Test
  void wordsAreRunsOfLettersAndDigitsAndEveryOtherSignAlone() {
    assertThat(reader.words("Don't PANIC, it's 42!\n\ud83d\ude00 caf\u00e9"))
        .containsExactly(
            "don", "'", "t", "panic", ",", "it", "'", "s", "42", "!", "\ud83d\ude00", "caf\u00e9");
    assertThat(reader.words(" \n")).isEmpty();
  }

  @Test
  void vectorsHaveLengthOneAndRisingPlaces() {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      Features features = reader.features(text(random));
      double squares = 0;
      for (float value : features.values()) {
        squares += value * value;
      }

      assertThat(squares).isBetween(0.9999, 1.0001);
      assertThat(features.places()).isSorted().doesNotHaveDuplicates();
      assertThat(Arrays.stream(features.places()).boxed())
          .allSatisfy(place -> assertThat(place).isBetween(0, (1 << 18) - 1));
    }
    assertThat(reader.features("").places()).isEmpty();
  }

  @Test
  void likeTextsAreLikeAndOthersAreNot() {
    assertThat(likeness("you are an idiot", "You are an IDIOT")).isCloseTo(1, Offset.offset(1e-6));
    assertThat(likeness("you are an idiot", "you are such idiots")).isGreaterThan(0.4);
    assertThat(likeness("you are an idiot", "please cite sources")).isLessThan(0.1);
  }

  @Test
  void orderOfWordsCounts() {
    assertThat(likeness("man bites dog", "dog bites man")).isLessThan(0.99);
    assertThat(new NgramReader(18, 1, 0, 100).features("man bites dog").places())
        .isEqualTo(new NgramReader(18, 1, 0, 100).features("dog bites man").places());
  }

  @Test
  void textsOfAsciiAndOthersAreReadAlike() {
    NgramReader pairs = new NgramReader(12, 2, 0, 5_000);
    Random random = new Random(4);
    for (int i = 0; i < 300; i++) {
      String text = signs(random, i % 3 == 0 ? 0x180 : 0x80);

      Features features = pairs.features(text);

      assertThat(features.words()).isEqualTo(Words.of(text).size());
      Map<Integer, Double> expected = byDefinition(Words.of(text), 12);
      assertThat(features.places())
          .containsExactly(expected.keySet().stream().mapToInt(p -> p).toArray());
      int at = 0;
      for (double value : expected.values()) {
        assertThat(features.values()[at++]).isCloseTo((float) value, Offset.offset(1e-6f));
      }
    }
  }

  @Test
  void aTextWeighsWhatItsVectorSays() {
    NgramReader pairs = new NgramReader(12, 2, 0, 5_000);
    Random random = new Random(5);
    float[] weights = new float[1 << 12];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < 300; i++) {
      String text = signs(random, i % 3 == 0 ? 0x180 : 0x80);
      Features features = pairs.features(text);
      double sum = 0;
      for (int at = 0; at < features.places().length; at++) {
        sum += weights[features.places()[at]] * features.values()[at];
      }

      NgramReader.Weight weight = pairs.weight(text, weights);

      assertThat(weight.sum()).isCloseTo(sum, Offset.offset(1e-12));
      assertThat(weight.words()).isEqualTo(features.words());
    }
  }

  @Test
  void thereIsAWeightForEachPlace() {
    assertThatThrownBy(() -> new NgramReader(12, 2, 0, 100).weight("a", new float[9]))
        .hasMessage("weights must be 4096, got 9");
  }

  /** Words and pairs, hashed and counted as the class says. */
  private static Map<Integer, Double> byDefinition(List<String> words, int bits) {
    Map<Integer, Integer> times = new TreeMap<>();
    for (int i = 0; i < words.size(); i++) {
      times.merge(place(words.subList(i, i + 1), bits), 1, Integer::sum);
      if (i + 1 < words.size()) {
        times.merge(place(words.subList(i, i + 2), bits), 1, Integer::sum);
      }
    }
    Map<Integer, Double> values = new TreeMap<>();
    times.forEach((place, n) -> values.put(place, 1 + Math.log(n)));
    double length = Math.sqrt(values.values().stream().mapToDouble(value -> value * value).sum());
    values.replaceAll((place, value) -> value / length);
    return values;
  }

  private static int place(List<String> run, int bits) {
    int hash = 1;
    for (String word : run) {
      hash = hash * 31 + 7;
      for (int i = 0; i < word.length(); i++) {
        hash = hash * 0x01000193 ^ word.charAt(i);
      }
    }
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return (hash ^ (hash >>> 16)) & ((1 << bits) - 1);
  }

  /** A text of few letters, so that words come again, and of any other signs. */
  private static String signs(Random random, int beyond) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(400);
    for (int i = 0; i < length; i++) {
      boolean usual = random.nextInt(10) < 8;
      text.append(usual ? "abAB1 ".charAt(random.nextInt(6)) : (char) random.nextInt(beyond));
    }
    return text.toString();
  }

  /** Weights on disk belong to places: were these others, every student would forget. */
  @Test
  void placesStayWhatTheyAre() {
    Features few = new NgramReader(16, 2, 4, 100).features("Don't PANIC: 42 caf\u00e9s");
    Features many = reader.features("tea for two, and two for tea; ".repeat(40));

    assertThat(few.places())
        .containsExactly(
            3019, 3159, 4912, 5746, 7156, 9783, 12222, 13021, 13504, 14353, 15131, 21979, 23835,
            24145, 28692, 31018, 32683, 33568, 35248, 38291, 38838, 39783, 41189, 43432, 44178,
            44583, 44659, 46693, 46870, 52269, 52926, 53344, 53763, 54024, 54556, 59815, 60392,
            62224, 62348, 62558, 64590, 65021);
    assertThat(many.words()).isEqualTo(40 * 9);
    assertThat(Arrays.hashCode(many.places())).isEqualTo(234381703);
    assertThat(Arrays.hashCode(many.values())).isEqualTo(956304642);
  }

  @Test
  void onlyTheBeginningOfLongTextsIsRead() {
    NgramReader shortly = new NgramReader(18, 2, 5, 10);

    assertThat(shortly.cuts("0123456789")).isFalse();
    assertThat(shortly.cuts("0123456789a")).isTrue();
    assertThat(shortly.words("0123456789a")).containsExactly("0123456789");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new NgramReader(9, 2, 5, 1))
        .hasMessage("bits must be 10 to 24, got 9");
    assertThatThrownBy(() -> new NgramReader(18, 0, 5, 1))
        .hasMessage("words must be 1 to 4, got 0");
    assertThatThrownBy(() -> new NgramReader(18, 2, 2, 1))
        .hasMessage("letters must be 0 or 3 to 8, got 2");
    assertThatThrownBy(() -> new NgramReader(18, 2, 5, 0))
        .hasMessage("most_characters must be at least 1, got 0");
  }

  private double likeness(String one, String other) {
    Features a = reader.features(one);
    Features b = reader.features(other);
    double sum = 0;
    for (int i = 0; i < a.places().length; i++) {
      for (int j = 0; j < b.places().length; j++) {
        sum += a.places()[i] == b.places()[j] ? a.values()[i] * b.values()[j] : 0;
      }
    }
    return sum;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder("a");
    for (int length = random.nextInt(200); length > 0; length--) {
      text.appendCodePoint("ab \u00e9,.\ud83d\ude00xyz".codePoints().toArray()[random.nextInt(10)]);
    }
    return text.toString();
  }
}
