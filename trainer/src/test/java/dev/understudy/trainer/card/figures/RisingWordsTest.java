package dev.understudy.trainer.card.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.SparkForTests;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class RisingWordsTest {
  @Test
  void wordsAreRunsOfLettersAndMarksOfUsualLengthEachOnce() {
    assertThat(
            RisingWords.words(
                "The cat, the CAT's d\u00e9j\u00e0-vu; cafe\u0301 n\u00b02 \ud835\udc00\ud835\udc01\ud835\udc02 up!"))
        .containsExactly(
            "the", "cat", "d\u00e9j\u00e0", "cafe\u0301", "\ud835\udc00\ud835\udc01\ud835\udc02");
    assertThat(RisingWords.words("a".repeat(30) + " " + "b".repeat(31)))
        .containsExactly("a".repeat(30));
    assertThat(RisingWords.words("")).isEmpty();
  }

  @Test
  void onlyTheBeginningOfATextIsRead() {
    String beginning = IntStream.range(0, 999).mapToObj(i -> "abc ").reduce("", String::concat);

    assertThat(RisingWords.words(beginning + "def ghij")).containsExactly("abc", "def");
    assertThat(RisingWords.words(beginning + "defghi")).containsExactly("abc", "defg");
  }

  @Test
  void wordsAreThoseOfSparksPatterns() {
    Random random = new Random(4);
    int[] letters =
        "abcdeABC\u00e4\u0130\u039b   .,-'0\u0301\u0903\u4f60\u00df\ufb01\u2160\ud835\udc00"
            .codePoints()
            .toArray();
    List<String> texts =
        IntStream.range(0, 300)
            .mapToObj(i -> text(random, letters, random.nextInt(5_000)))
            .toList();

    List<String> expected =
        SparkForTests.session()
            .createDataset(texts, Encoders.STRING())
            .select(
                functions.expr(
                    "array_join(filter(array_distinct(split(lower(substring(value, 1, 4000)),"
                        + " '[^\\\\p{L}\\\\p{M}]+')), w -> length(w) between 3 and 30), ' ')"))
            .as(Encoders.STRING())
            .collectAsList();

    assertThat(texts.stream().map(each -> String.join(" ", RisingWords.words(each))).toList())
        .isEqualTo(expected);
  }

  private static String text(Random random, int[] letters, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }
}
